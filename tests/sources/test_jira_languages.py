"""Jira's CSV export in the languages of its users: the same tickets whatever the columns say."""

import pytest

from ticketlint.annotation.kinds import _BY_TYPE
from ticketlint.config.settings import Config
from ticketlint.model import Kind

from .conftest import text_of

# Summary, issue key, issue type, status, priority, description, environment, created, custom.
HEADERS = {
    "de": "Zusammenfassung,Vorgangsschlüssel,Vorgangstyp,Status,Priorität,Beschreibung,Umgebung,"
    "Erstellt,Benutzerdefiniertes Feld (Akzeptanzkriterien)",
    "fr": "Résumé,Clé de ticket,Type de ticket,État,Priorité,Description,Environnement,Création,"
    "Champs personnalisés (Critères d'acceptation)",
    "es": "Resumen,Clave de incidencia,Tipo de Incidencia,Estado,Prioridad,Descripción,Entorno,"
    "Creada,Campo personalizado (Criterios de aceptación)",
    "pt": "Resumo,Chave da item,Tipo de item,Status,Prioridade,Descrição,Ambiente,Criado,"
    "Campo personalizado (Critérios de aceite)",
    "it": "Riepilogo,Chiave ticket,Tipo di ticket,Stato,Priorità,Descrizione,Ambiente,Creato,"
    "Campo personalizzato (Criteri di accettazione)",
    "nl": "Samenvatting,Issuesleutel,Issuetype,Status,Prioriteit,Beschrijving,Omgeving,"
    "Aangemaakt,Aangepast veld (Acceptatiecriteria)",
    "pl": "Podsumowanie,Klucz zgłoszenia,Typ zgłoszenia,Status,Priorytet,Opis,Środowisko,"
    "Utworzono,Pole niestandardowe (Kryteria akceptacji)",
    "ja": "要約,課題キー,課題タイプ,ステータス,優先度,説明,環境,作成日,カスタム フィールド (受け入れ基準)",
    "zh": "摘要,问题关键字,问题类型,状态,优先级,描述,环境,创建日期,自定义字段 (验收标准)",
}
ROW = "Pay,PAY-1,Bug,Open,High,Text,Linux,2026-01-01,It is paid\n"


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_an_export_reads_the_same_in_each_language(read, language, delimiter):
    ticket = read(f"\ufeff{HEADERS[language]}\n{ROW}".replace(",", delimiter), "x.csv").ticket

    assert (ticket.key, ticket.title, ticket.type, ticket.status) == ("PAY-1", "Pay", "Bug", "Open")
    assert (ticket.priority, ticket.created, ticket.project) == ("High", "2026-01-01", "PAY")
    assert text_of(ticket) == "Text"
    assert text_of(ticket, "environment") == "Linux"
    assert text_of(ticket, "acceptance_criteria") == "It is paid"


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        (Kind.BUG, "fehler bogue fallo defeito errore fout błąd バグ 缺陷"),
        (Kind.TASK, "aufgabe tâche tarea tarefa attività taak zadanie タスク 任务"),
        (
            Kind.STORY,
            "anforderung récit historia história storia verhaal historyjka ストーリー 故事",
        ),
        (Kind.EPIC, "epic épopée épica épico epopea epik エピック 长篇故事"),
    ],
)
def test_types_in_each_language_are_kinds(kind, types):
    assert {_BY_TYPE.get(name) for name in types.split()} == {kind}


# What the XML says in the language of its user: type, status, and the name of a custom field.
WORDS = {
    "de": ("Fehler", "Erledigt", "Akzeptanzkriterien"),
    "fr": ("Bogue", "Terminé", "Critères d'acceptation"),
    "es": ("Error", "Cerrada", "Criterios de aceptación"),
    "pt": ("Defeito", "Concluído", "Critérios de aceite"),
    "it": ("Errore", "Chiuso", "Criteri di accettazione"),
    "nl": ("Fout", "Gereed", "Acceptatiecriteria"),
    "pl": ("Błąd", "Gotowe", "Kryteria akceptacji"),
    "ja": ("バグ", "完了", "受け入れ基準"),
    "zh": ("缺陷", "已完成", "验收标准"),
}
XML = """<rss version="0.92"><channel><language>{language}</language><item>
<title>[PAY-1] Pay</title><project id="1" key="PAY">Pay</project><description>Text</description>
<key id="1">PAY-1</key><summary>Pay</summary><type id="1">{kind}</type>
<status id="1">{status}</status><customfields><customfield id="customfield_1" key="textarea">
<customfieldname>{field}</customfieldname>
<customfieldvalues><customfieldvalue>It is paid</customfieldvalue></customfieldvalues>
</customfield></customfields></item></channel></rss>
"""


@pytest.mark.parametrize("language", WORDS)
def test_the_xml_says_types_statuses_and_fields_in_each_language(read, language):
    kind, status, field = WORDS[language]

    ticket = read(
        XML.format(language=language, kind=kind, status=status, field=field), "x.xml"
    ).ticket

    assert text_of(ticket, "acceptance_criteria") == "It is paid"
    assert _BY_TYPE.get(ticket.type.casefold()) is Kind.BUG
    assert Config().is_closed(ticket.status)


def test_the_portuguese_export_is_read_whole(shared, read):
    data = (shared / "exports" / "jira-cloud-pt-br-headers.csv").read_bytes()

    result = read(data, "x.csv")

    assert (len(result.tickets), result.failures) == (37, [])
    assert "Tarefa" in {ticket.type for ticket in result.tickets}
