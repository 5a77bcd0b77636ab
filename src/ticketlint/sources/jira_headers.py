"""The columns of Jira's CSV export in the languages of its users, as names of the English one.

Cloud and Data Center, and the years, use other words for the same column; where a work item was
called an issue before, both stand here. German, French, Spanish, Portuguese, Italian, Dutch,
Polish, Japanese, Chinese.
"""

import re
from collections.abc import Mapping
from functools import cache

from ticketlint.sources.values import normal

_NAMES: Mapping[str, tuple[str, ...]] = {
    "summary": (
        *("Zusammenfassung", "Résumé", "Resumen", "Resumo", "Sumário", "Riepilogo", "Sommario"),
        *("Samenvatting", "Podsumowanie", "Streszczenie", "要約", "概要", "摘要", "主题"),
    ),
    "issue key": (
        *("Vorgangsschlüssel", "Schlüssel", "Schlüssel des Vorgangs", "Aufgabenschlüssel"),
        *("Clé de ticket", "Clé du ticket", "Clé de demande", "Clé", "Clef", "Clé d'élément"),
        *("Clave de incidencia", "Clave de la incidencia", "Clave", "Clave de actividad"),
        *("Clave del elemento de trabajo", "Clave de elemento de trabajo"),
        *("Chave da item", "Chave do item", "Chave da ocorrência", "Chave do problema", "Chave"),
        *("Chave da pendência", "Chave da issue", "Chave do ticket", "Chave da tarefa"),
        *("Chiave ticket", "Chiave del ticket", "Chiave segnalazione", "Chiave"),
        *("Chiave della segnalazione", "Chiave problema", "Chiave elemento di lavoro"),
        *("Issuesleutel", "Sleutel van issue", "Sleutel", "Issuecode", "Issue-sleutel", "Itemcode"),
        *("Sleutel van werkitem", "Klucz zgłoszenia", "Klucz zagadnienia", "Klucz zadania"),
        *("Klucz", "Klucz elementu", "課題キー", "キー", "作業項目キー", "作業項目のキー"),
        *(
            "问题关键字",
            "问题键",
            "问题密钥",
            "事务关键字",
            "事务密钥",
            "工作项关键字",
            "工作项密钥",
        ),
        *("关键字", "密钥", "問題金鑰", "議題金鑰", "工作項目金鑰", "事务键"),
    ),
    "issue type": (
        *("Vorgangstyp", "Vorgangsart", "Aufgabentyp", "Typ"),
        *("Type de ticket", "Type de demande", "Type d'élément"),
        *("Tipo de incidencia", "Tipo de actividad", "Tipo de elemento de trabajo"),
        *("Tipo de item", "Tipo do item", "Tipo de ocorrência", "Tipo de problema", "Tipo"),
        *("Tipo de pendência", "Tipo de issue", "Tipo de ticket", "Tipo de tarefa"),
        *("Tipo di ticket", "Tipo ticket", "Tipo di segnalazione", "Tipo segnalazione"),
        *("Tipo di problema", "Tipo di elemento di lavoro", "Issuetype", "Type issue", "Itemtype"),
        *("Type werkitem", "Typ zgłoszenia", "Typ zagadnienia", "Rodzaj zgłoszenia"),
        *(
            "Typ zadania",
            "Typ elementu",
            "課題タイプ",
            "作業タイプ",
            "作業項目タイプ",
            "課題の種類",
        ),
        *("问题类型", "事务类型", "工作类型", "工作项类型", "問題類型", "議題類型", "工作項目類型"),
    ),
    "status": (
        *("État", "Statut", "Estado", "Situação", "Stato", "Stan", "ステータス", "状況", "状态"),
        *("狀態",),
    ),
    "description": (
        *("Beschreibung", "Descripción", "Descrição", "Descrizione", "Beschrijving"),
        *("Omschrijving", "Opis", "説明", "描述", "说明", "說明"),
    ),
    "environment": (
        *("Umgebung", "Environnement", "Entorno", "Ambiente", "Omgeving", "Środowisko"),
        *("環境", "环境"),
    ),
    "project key": (
        *("Projektschlüssel", "Clé de projet", "Clé du projet", "Clave del proyecto"),
        *("Clave de proyecto", "Chave do projeto", "Chave de projeto", "Chiave progetto"),
        *("Chiave del progetto", "Projectsleutel", "Projectcode", "Klucz projektu"),
        *("プロジェクトキー", "プロジェクト キー", "项目关键字", "项目密钥", "项目键", "專案金鑰"),
    ),
    "priority": (
        *("Priorität", "Priorité", "Prioridad", "Prioridade", "Priorità", "Prioriteit"),
        *("Priorytet", "優先度", "优先级", "優先順序"),
    ),
    "created": (
        *("Erstellt", "Erstellungsdatum", "Création", "Créé", "Créée", "Date de création"),
        *("Creada", "Creado", "Fecha de creación", "Criado", "Criado(a)", "Data de criação"),
        *("Creato", "Creata", "Data creazione", "Data di creazione", "Aangemaakt", "Gemaakt"),
        *("Utworzono", "Utworzone", "Data utworzenia", "作成日", "作成", "创建日期", "已创建"),
        *("创建时间", "创建", "建立日期", "已建立"),
    ),
    "updated": (
        *("Aktualisiert", "Mise à jour", "Mis à jour", "Mise(s) à jour", "Actualizada"),
        *("Actualizado", "Atualizado", "Atualizado(a)", "Aggiornato", "Aggiornata", "Bijgewerkt"),
        *("Zaktualizowano", "Zaktualizowane", "Data aktualizacji", "更新日", "更新", "已更新"),
        *("更新日期", "更新时间", "已更新日期"),
    ),
    "labels": (
        *("Stichwörter", "Stichworte", "Étiquettes", "Etiquetas", "Rótulos", "Categorias"),
        *("Etichette", "Etykiety", "ラベル", "标签", "標籤"),
    ),
    "components": (
        *("Komponenten", "Komponente(n)", "Komponente/n", "Composants", "Composant(s)"),
        *("Componente(s)", "Componentes", "Componenti", "Componente/i", "Component(en)"),
        *("Componenten", "Komponenty", "Komponent(y)", "Składniki", "コンポーネント", "组件"),
        *("模块", "构件", "元件"),
    ),
    "sprint": ("スプリント", "冲刺", "迭代", "衝刺"),
    "parent key": (
        *("Übergeordneter Schlüssel", "Schlüssel des übergeordneten Vorgangs"),
        *("Übergeordneter Vorgang", "Übergeordnetes Element", "Clé parente", "Clé parent"),
        *("Clave principal", "Clave del padre", "Clave de padre", "Principal", "Chave pai"),
        *("Chave principal", "Chave do pai", "Pai", "Chiave padre", "Padre", "Principale"),
        *("Bovenliggende sleutel", "Bovenliggend", "Klucz nadrzędny", "Element nadrzędny"),
        *("親キー", "親", "父级关键字", "父级密钥", "父级", "父項"),
    ),
    "affects versions": (
        *("Betroffene Version(en)", "Betroffene Versionen", "Betrifft Version(en)"),
        *("Betrifft Versionen", "Versions affectées", "Version(s) affectée(s)"),
        *("Affecte la/les version(s)", "Versiones afectadas", "Versión(es) afectada(s)"),
        *("Afecta a la(s) versión(es)", "Versões afetadas", "Versão(ões) afetada(s)"),
        *("Afeta a(s) versão(ões)", "Versioni interessate", "Versione/i interessata/e"),
        *("Betreft versie(s)", "Beïnvloedt versie(s)", "Dotyczy wersji", "Wersje, których dotyczy"),
        *("影響バージョン", "対象バージョン", "影响版本", "影响的版本", "受影響版本"),
    ),
    "attachment": (
        *("Anhang", "Anhänge", "Pièce jointe", "Pièces jointes", "Adjunto", "Archivo adjunto"),
        *("Adjuntos", "Anexo", "Anexos", "Allegato", "Allegati", "Bijlage", "Bijlagen"),
        *("Załącznik", "Załączniki", "添付ファイル", "附件"),
    ),
    "due date": (
        *("Fälligkeitsdatum", "Fällig", "Fälligkeit", "Échéance", "Date d'échéance"),
        *("Fecha de vencimiento", "Vencimiento", "Data limite", "Data de vencimento"),
        *("Data de entrega", "Scadenza", "Data di scadenza", "Vervaldatum", "Einddatum"),
        *("Termin", "Termin wykonania", "Data wykonania", "期限", "到期日", "截止日期"),
    ),
    "original estimate": (
        *("Ursprüngliche Schätzung", "Estimation originale", "Estimation initiale"),
        *("Estimación original", "Estimativa original", "Stima originale", "Stima iniziale"),
        *("Oorspronkelijke schatting", "Szacowanie pierwotne", "Pierwotne oszacowanie"),
        *("初期見積もり", "初期見積り", "初始预估", "原预估时间", "原始預估"),
    ),
}
_ENGLISH = {normal(name): english for english, names in _NAMES.items() for name in names}
CUSTOM = re.compile(
    r"(?:custom field|benutzerdefiniertes feld|champs? personnalisée?s?|campo personalizado"
    r"|campo personalizzato|aangepast veld|pole niestandardowe|pole własne"
    r"|カスタム ?フィールド|自定义字段|自訂欄位|自定義欄位) ?[(（](.*)[)）]",
    re.IGNORECASE | re.DOTALL,
)


@cache
def english(name: str) -> str:
    """Return the English name of a column, without case and punctuation; its own if none is known.

    "Campo personalizado (Story Points)" is "custom field story points".
    """
    plain = normal(name)
    custom = CUSTOM.fullmatch(name.strip())
    return normal(f"custom field {custom[1]}") if custom else _ENGLISH.get(plain, plain)
