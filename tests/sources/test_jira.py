"""Jira as REST JSON, CSV and XML: nothing lost, nothing taken for something else."""

import json

import pytest

from ticketlint.model import Markup

from .conftest import text_of

ADF = {"type": "doc", "version": 1, "content": [{"type": "rule"}]}
EMPTY_ADF = {"type": "doc", "version": 1, "content": []}
ISSUE = {
    "id": "10001",
    "key": "PAY-1",
    "self": "https://jira.test/jira/rest/api/2/issue/10001",
    "renderedFields": {"description": "<p>HTML</p>"},
    "fields": {
        "summary": "Title",
        "description": "h2. Steps\r\n# One",
        "environment": None,
        "issuetype": {"name": "Bug", "subtask": False},
        "project": {"key": "PAY", "name": "Payments"},
        "status": {"name": "Open"},
        "labels": ["a", "b"],
        "created": "2026-01-02T03:04:05.000+0000",
        "parent": {"id": "9", "key": "PAY-9"},
        "issuelinks": [
            {"type": {"name": "Blocks"}, "outwardIssue": {"key": "PAY-2"}},
            {"type": {"name": "Blocks"}, "inwardIssue": {"key": "PAY-3"}},
        ],
        "attachment": [{"filename": "screen.png"}],
        "versions": [{"name": "1.0"}],
        "fixVersions": [{"name": "2.0"}],
        "duedate": None,
        "customfield_1": 5.0,
        "customfield_2": "",
        "customfield_3": "* It works",
        "customfield_4": "PAY-7",
    },
}
NAMES = {
    "customfield_1": "Story Points",
    "customfield_2": "Acceptance Criteria",
    "customfield_3": "acceptance_criteria",
    "customfield_4": "Epic Link",
}


def issue(names=None, schema=None, **fields):
    record = {"key": "PAY-1", "fields": {"summary": "T", **fields}}
    return json.dumps({"issues": [record], "names": names or {}, "schema": schema or {}})


def test_an_issue_of_the_rest_api_is_read_whole(read):
    ticket = read(json.dumps({"issues": [ISSUE], "names": NAMES}), "a.json").ticket

    assert (ticket.key, ticket.title, ticket.type, ticket.project) == (
        "PAY-1",
        "Title",
        "Bug",
        "PAY",
    )
    assert [(f.name, f.text, f.markup) for f in ticket.fields] == [
        ("description", "h2. Steps\r\n# One", Markup.JIRA),
        ("environment", "", Markup.JIRA),
        ("acceptance_criteria", "* It works", Markup.JIRA),
    ]
    assert ticket.url == "https://jira.test/jira/browse/PAY-1"
    assert (ticket.status, ticket.labels) == ("Open", ("a", "b"))
    assert (ticket.parent, ticket.links) == ("PAY-9", ("PAY-2", "PAY-3"))
    assert (ticket.attachments, ticket.versions) == (("screen.png",), ("1.0",))
    assert (ticket.due, ticket.estimate) == ("", "5")


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ISSUE),
        json.dumps(ISSUE, indent=2),
        json.dumps([ISSUE]),
        json.dumps({"startAt": 0, "issues": [ISSUE]}, indent=1),
        json.dumps(ISSUE) + "\n",
        json.dumps([{"backend_name": "Jira", "data": ISSUE}]),
        json.dumps({"data": ISSUE, "uuid": "x"}) + "\n",
    ],
    ids=["one", "pretty", "list", "page", "lines", "perceval list", "perceval lines"],
)
def test_an_issue_is_read_from_every_wrapper(read, text):
    assert read(text, "a.json").ticket.title == "Title"


@pytest.mark.parametrize(
    ("value", "text", "markup"),
    [
        pytest.param(None, "", Markup.JIRA, id="null"),
        pytest.param("", "", Markup.JIRA, id="empty"),
        pytest.param("*x*", "*x*", Markup.JIRA, id="wiki"),
        pytest.param(ADF, json.dumps(ADF), Markup.ADF, id="ADF"),
        pytest.param(EMPTY_ADF, "", Markup.JIRA, id="empty ADF"),
    ],
)
def test_a_description_in_both_versions(read, value, text, markup):
    [field] = read(issue(description=value), "a.json").ticket.fields

    assert (field.text, field.markup) == (text, markup)


def test_a_field_that_was_not_asked_for_is_not_carried(read):
    ticket = read(issue(), "a.json").ticket

    assert ticket.fields == ()
    assert (ticket.parent, ticket.links, ticket.attachments, ticket.versions) == (None,) * 4
    assert (ticket.due, ticket.estimate) == (None, None)


def test_an_issue_without_any_text_is_still_a_ticket(read):
    assert read('{"key": "PAY-1", "fields": {"summary": null}}', "a.json").ticket.title == ""


@pytest.mark.parametrize(
    "name",
    [
        "Acceptance Criteria",
        "acceptance  criteria:",
        "Acceptance-Criterion",
        "AC",
        "Definition of Done",
        "DoD",
        "Test Plan",
        "Критерии приёмки",
        "Критерии приемки",
        "Akzeptanzkriterien",
        "Critères d'acceptation",
        "Critères d\u2019acceptation",
        "Criterios de Aceptación",
        "קריטריוני קבלה",
        "受け入れ基準",
        "验收标准",
    ],
)
def test_acceptance_criteria_are_known_by_the_name_of_their_field(read, name):
    result = read(issue({"customfield_7": name}, customfield_7="x"), "a.json")
    table = read(f'Issue key,Summary,Description,"Custom field ({name})"\nA-1,T,D,x\n', "a.csv")

    assert text_of(result.ticket, "acceptance_criteria") == "x"
    assert text_of(table.ticket, "acceptance_criteria") == "x"


def test_acceptance_criteria_are_known_by_the_names_and_ids_of_the_user(read):
    text = issue({"customfield_7": "Fertig wenn"}, customfield_7="x", customfield_8="y")

    def criteria(*fields):
        ticket = read(text, "a.json", acceptance_fields=fields).ticket
        return text_of(ticket, "acceptance_criteria")

    assert criteria() is None
    assert criteria("fertig, wenn") == "x"
    assert criteria("customfield_8") == "y"


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        pytest.param(
            "com.okapya.jira.checklist:checklist",
            [{"name": "Must", "isHeader": True}, {"name": "a", "checked": True}, {"name": "b"}],
            "Must\n* a\n* b",
            id="Okapya",
        ),
        pytest.param(
            "com.railsware.SmartChecklist.jira-plugin:checklist", "- a", "- a", id="Smart"
        ),
        pytest.param("com.okapya.jira.checklist:checklist", None, "", id="empty"),
    ],
)
def test_checklists_are_acceptance_criteria(read, kind, value, text):
    page = issue(schema={"customfield_7": {"custom": kind}}, customfield_7=value)

    assert text_of(read(page, "a.json").ticket, "acceptance_criteria") == text


def test_a_named_field_is_surer_than_a_checklist_and_a_full_one_than_an_empty_one(read):
    names = {"customfield_2": "Definition of Done", "customfield_3": "Acceptance Criteria"}
    schema = {"customfield_1": {"custom": "x:checklist"}}

    def criteria(**fields):
        ticket = read(issue(names, schema, **fields), "a.json").ticket
        return text_of(ticket, "acceptance_criteria")

    assert criteria(customfield_1="c", customfield_2="d", customfield_3="a") == "a"
    assert criteria(customfield_1="c", customfield_2="d", customfield_3=None) == "d"
    assert criteria(customfield_1="c", customfield_2=" ", customfield_3=None) == "c"


def test_the_names_of_a_page_are_used_wherever_they_stand(read):
    record = {"key": "PAY-1", "fields": {"summary": "T", "customfield_7": "x"}}
    names = {"customfield_7": "AC"}
    pages = [
        {"names": names, "issues": [record]},
        {"issues": [record], "schema": {}, "names": names},
        {**record, "names": names},
    ]

    for page in pages:
        for indent in (None, 1):
            ticket = read(json.dumps(page, indent=indent), "a.json").ticket
            assert text_of(ticket, "acceptance_criteria") == "x"


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        pytest.param({"name": "Подзадача", "subtask": True}, "Sub-task", id="localised"),
        pytest.param({"name": "Teil", "hierarchyLevel": -1}, "Sub-task", id="level"),
        pytest.param({"name": "Subtask", "subtask": True}, "Subtask", id="named"),
        pytest.param({"name": "История", "subtask": False}, "История", id="story"),
        pytest.param(None, "", id="null"),
    ],
)
def test_a_sub_task_is_known_in_every_language(read, kind, name):
    assert read(issue(issuetype=kind), "a.json").ticket.type == name


def test_an_epic_link_is_the_parent(read):
    schema = {"customfield_4": {"custom": "com.pyxis.greenhopper.jira:gh-epic-link"}}

    assert read(issue(schema=schema, customfield_4="PAY-7"), "a.json").ticket.parent == "PAY-7"
    assert read(issue(schema=schema, customfield_4=None), "a.json").ticket.parent == ""


PARENTS = "Summary,Issue key,Issue id,Description,Parent,Parent summary"
STORY_AND_EPIC = "Pay,PAY-2,10062,D,10061,Checkout\nCheckout,PAY-1,10061,D,,\n"


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        pytest.param(f"{PARENTS}\n{STORY_AND_EPIC}", "PAY-1", id="an-epic-below-its-stories"),
        pytest.param(f"{PARENTS}\nPay,PAY-2,2,D,7,Checkout\n", "Checkout", id="an-epic-elsewhere"),
        pytest.param("Summary,Issue key,Description,Parent id\nPay,PAY-2,D,7\n", "7", id="an-id"),
        pytest.param(f"{PARENTS}\nPay,PAY-2,2,D,PAY-9,Checkout\n", "PAY-9", id="a-key"),
        pytest.param(f"{PARENTS}\nPay,PAY-2,2,D,,\n", "", id="none"),
    ],
)
def test_a_parent_that_is_named_by_an_id_has_the_name_that_people_know(read, text, parent):
    first = read(text, "a.csv").tickets[0]

    assert first.parent == parent


@pytest.mark.parametrize(
    ("own", "url"),
    [
        ("https://api.atlassian.com/ex/jira/1/rest/api/3/issue/1", ""),
        ("javascript:alert(1)/rest/x", ""),
        ("", ""),
        ("https://x.atlassian.net/rest/api/3/issue/1", "https://x.atlassian.net/browse/PAY-1"),
    ],
)
def test_the_address_is_one_that_a_person_can_open(read, own, url):
    record = {"key": "PAY-1", "self": own, "fields": {"summary": "T"}}

    assert read(json.dumps(record), "a.json").ticket.url == url


HEADER = "Summary,Issue key,Issue id,Issue Type,Status,Description"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_csv_export_is_read_with_every_delimiter(read, delimiter, end):
    rows = [HEADER.split(","), ['"T, ""x""; a|b"', "PAY-1", "1", "Bug", "Open", '"One\nTwo;\tx"']]
    text = end.join(delimiter.join(row) for row in rows) + end

    ticket = read(text, "a.csv").ticket

    assert (ticket.key, ticket.title, ticket.project) == ("PAY-1", 'T, "x"; a|b', "PAY")
    assert (text_of(ticket), ticket.fields[0].markup) == ("One\nTwo;\tx", Markup.JIRA)
    assert ticket.line == 2


def test_columns_of_the_same_name_are_gathered(read):
    header = (
        "Issue key,Summary,Description,Labels,Labels,Labels,Custom field (Acceptance Criteria),"
        "Custom field (Acceptance Criteria),Inward issue link (Blocks),Outward issue link (Relates),"
        "Attachment,Affects Version/s,Affects Version/s,Due Date,Custom field (Story Points),"
        "Parent,Parent key,Custom field (Epic Link),Custom field (Summary),Environment"
    )
    row = (
        "PAY-1,T,D,a,,b,,Works,PAY-2,PAY-3,1/1/26;me;a.png;https://x.test/a.png,1.0,2.0,,5,"
        "10061,PAY-9,PAY-8,other,iOS"
    )
    ticket = read(f"{header}\n{row}\n", "a.csv").ticket

    assert (ticket.title, ticket.labels) == ("T", ("a", "b"))
    assert text_of(ticket, "acceptance_criteria") == "Works"
    assert text_of(ticket, "environment") == "iOS"
    assert ticket.links == ("PAY-2", "PAY-3")
    assert (ticket.attachments, ticket.versions) == (("a.png",), ("1.0", "2.0"))
    assert (ticket.due, ticket.estimate, ticket.parent) == ("", "5", "PAY-9")


def test_columns_that_are_not_there_are_unknown(read):
    ticket = read("Issue key,Summary,Description\nPAY-1,T,D\n", "a.csv").ticket

    assert [field.name for field in ticket.fields] == ["description"]
    assert (ticket.parent, ticket.links, ticket.attachments, ticket.versions) == (None,) * 4


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Issue Type,Issue key,Summary\nBug,PAY-1,T\nBug,PAY-2,U\n", "a.csv"),
        ("Key\tSummary\tStatus\nPAY-1\tT\tOpen\nPAY-2\tU\tOpen\n", "timeline.tsv"),
    ],
)
def test_an_export_without_description_says_so_once_and_keeps_the_tickets(read, text, name):
    result = read(text, name)

    assert result.keys == ["PAY-1", "PAY-2"]
    assert [ticket.fields for ticket in result.tickets] == [(), ()]
    assert result.failure.message.startswith("no Description column")
    assert "Export > CSV (all fields)" in result.failure.message


@pytest.mark.parametrize(
    ("rows", "count", "told"),
    [
        pytest.param('"a\nb",X-1\n"c ""d""\ne",X-2', 2, [], id="well quoted"),
        pytest.param('"a "b" c",X-1\nd,X-2', 2, [], id="loose in one line"),
        pytest.param('"a,X-1\n"b",X-2\n"c",X-3', 2, [2], id="a mark is missing"),
    ],
)
def test_a_missing_quotation_mark_that_swallows_a_row_is_told(read, rows, count, told):
    result = read(f"Summary,Issue key,Description\n{rows}\n", "a.csv")

    torn = [notice for notice in result.notices if "closing quotation mark" in notice.message]
    assert len(result.tickets) == count
    assert [notice.line for notice in torn] == told


def test_rows_narrower_and_wider_than_the_header_are_borne(read):
    result = read(f"{HEADER}\nT,PAY-1\nU,PAY-2,2,Bug,Open,D,more,labels\n", "a.csv")

    assert [(t.key, text_of(t)) for t in result.tickets] == [("PAY-1", ""), ("PAY-2", "D")]
    assert [n.message for n in result.notices] == [
        "1 row with more cells than the header (the cells beyond it were not read)"
    ]


@pytest.mark.parametrize(("rows", "notices"), [(999, 0), (1000, 1), (1001, 0)])
def test_exactly_a_thousand_rows_may_be_cut_off(read, rows, notices):
    text = f"{HEADER}\n" + "".join(f"T,PAY-{n},1,Bug,Open,D\n" for n in range(rows))

    result = read(text, "a.csv")

    assert (len(result.tickets), len(result.notices)) == (rows, notices)


def test_a_cell_of_a_megabyte_is_read(read):
    text = "x" * 1_500_000

    assert text_of(read(f"{HEADER}\nT,PAY-1,1,Bug,Open,{text}\n", "a.csv").ticket) == text


def test_a_quotation_mark_that_is_not_closed_is_a_failure_with_its_line(read):
    result = read(f'{HEADER}\nT,PAY-1,1,Bug,Open,D\nT,PAY-2,1,Bug,Open,"D\nT,PAY-3,,,,\n', "a.csv")

    assert "quotation mark is not closed" in result.failure.message
    assert result.failure.line == 3


def test_inches_and_quotation_marks_within_a_cell_are_text(read):
    result = read(f'{HEADER}\nA 5" pipe,PAY-1,1,Bug,Open,D\nT,PAY-2,,,,a 6" one\n', "a.csv")

    assert [t.title for t in result.tickets] == ['A 5" pipe', "T"]
    assert result.failures == []


def test_empty_rows_repeated_headers_and_the_hint_of_excel_are_no_tickets(read):
    text = f"sep=;\n{HEADER}\n\n,,,,,\nT,PAY-1,,,,\n{HEADER}\nU,PAY-2,,,,\n".replace(",", ";")

    result = read(text, "a.csv")

    assert result.keys == ["PAY-1", "PAY-2"]
    assert result.failures == []


def test_a_row_without_key_and_title_is_a_failure(read):
    result = read(f"{HEADER}\n,,,Bug,Open,\nT,,,,,\n", "a.csv")

    assert (result.failure.line, result.keys) == (2, ["a-2"])


ITEM = """<item>
  <title>[PAY-1] A &amp; B</title>
  <link>https://x.test/browse/PAY-1</link>
  <project id="1" key="PAY">Payments</project>
  <description>
    &lt;h1&gt;&lt;a name=&quot;x&quot;&gt;&lt;/a&gt;One&lt;/h1&gt;
  </description>
  <environment></environment>
  <key id="2">PAY-1</key>
  <summary>A &amp; B</summary>
  <type id="3">Подзадача</type>
  <parent id="4">PAY-9</parent>
  <status id="5">Open</status>
  <labels><label>a</label> <label>b</label></labels>
  <created>Sun, 10 Mar 2024 03:55:53 -0700</created>
  <due></due>
  <version>1.0</version>
  <attachments><attachment id="6" name="a.png"/></attachments>
  <issuelinks><issuelinktype><outwardlinks>
    <issuelink><issuekey id="7">PAY-2</issuekey></issuelink>
  </outwardlinks></issuelinktype></issuelinks>
  <customfields>
    <customfield id="customfield_1" key="x:textarea">
      <customfieldname>Acceptance Criteria</customfieldname>
      <customfieldvalues>
        <customfieldvalue>&lt;p&gt;Works&lt;/p&gt;</customfieldvalue>
      </customfieldvalues>
    </customfield>
    <customfield id="customfield_2" key="x:float">
      <customfieldname>Story Points</customfieldname>
      <customfieldvalues><customfieldvalue>5.0</customfieldvalue></customfieldvalues>
    </customfield>
  </customfields>
</item>
"""
RSS = '<rss version="0.92"><channel><title>Jira</title>{}</channel></rss>'


def test_an_xml_export_is_read_whole(read):
    ticket = read("<!-- RSS generated by JIRA -->\n" + RSS.format(ITEM), "a.xml").ticket

    assert (ticket.key, ticket.title, ticket.type) == ("PAY-1", "A & B", "Подзадача")
    assert [(f.name, f.text, f.markup) for f in ticket.fields] == [
        ("description", '<h1><a name="x"></a>One</h1>', Markup.HTML),
        ("environment", "", Markup.HTML),
        ("acceptance_criteria", "<p>Works</p>", Markup.HTML),
    ]
    assert (ticket.project, ticket.url) == ("PAY", "https://x.test/browse/PAY-1")
    assert (ticket.status, ticket.labels, ticket.parent) == ("Open", ("a", "b"), "PAY-9")
    assert (ticket.links, ticket.attachments) == (("PAY-2",), ("a.png",))
    assert (ticket.versions, ticket.due, ticket.estimate) == (("1.0",), "", "5")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("This XML file does not appear to have style.\n" + RSS, id="junk before"),
        pytest.param("\n \n" + RSS, id="white space before"),
        pytest.param('<?xml version="1.0" encoding="utf-8"?>' + RSS, id="declaration"),
        pytest.param('\n<?xml version="1.0"?>\n' + RSS, id="declaration behind a line"),
        pytest.param(RSS + "\njunk behind", id="junk behind"),
    ],
)
@pytest.mark.parametrize("name", ["a.xml", "a.txt", "search"])
def test_an_xml_export_is_known_by_its_content(read, text, name):
    assert read(text.format(ITEM), name).ticket.key == "PAY-1"


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    ],
    ids=["external DTD", "bomb", "external entity", "parameter entity"],
)
def test_xml_that_can_be_an_attack_is_refused(read, prolog):
    result = read(prolog + RSS.format(ITEM.replace("One", "&x;")), "a.xml")

    assert result.tickets == []
    assert "which can be an attack" in result.failure.message


def test_a_broken_export_keeps_what_came_before_and_tells_the_line(read):
    text = RSS.format(ITEM + ITEM + "<item><key>PAY-3</wrong></item>")

    result = read(text, "a.xml")

    assert result.keys == ["PAY-1", "PAY-1"]
    assert result.failure.message.startswith("not XML: mismatched tag")
    assert result.failure.line == text[: text.index("</wrong>")].count("\n") + 1


def test_an_export_that_is_cut_off_is_a_failure(read):
    assert read(RSS.format(ITEM)[:-30], "a.xml").failure.message.startswith("not XML")


def test_an_export_with_some_fields_only_carries_no_others(read):
    [ticket] = read(RSS.format("<item><key>PAY-1</key></item>"), "a.xml").tickets

    assert (ticket.fields, ticket.parent, ticket.links) == ((), None, None)


def test_other_xml_is_told_how_to_be_exported(read):
    message = read("<?xml version='1.0'?><entity-engine-xml/>", "a.xml").failure.message

    assert message == "XML, but not an export of Jira issues (in Jira choose Export > XML)"


def test_a_title_that_looks_like_the_hint_of_excel_is_a_ticket(read):
    assert read("Summary,Issue key,Description\nsep=;,PAY-1,D\n", "a.csv").ticket.title == "sep=;"


def test_a_checklist_in_xml_is_a_list(read):
    field = (
        '<customfield key="com.okapya.jira.checklist:checklist"><customfieldname>To do'
        "</customfieldname><customfieldvalues><customfieldvalue>a</customfieldvalue>"
        "<customfieldvalue>b</customfieldvalue></customfieldvalues></customfield>"
        '<customfield key="com.pyxis.greenhopper.jira:gh-epic-link"><customfieldname>Epic'
        "</customfieldname><customfieldvalues><customfieldvalue>PAY-7</customfieldvalue>"
        "</customfieldvalues></customfield>"
    )
    text = RSS.format(f"<item><title>[PAY-1] T</title><customfields>{field}</customfields></item>")
    [ticket] = read(text, "a.xml").tickets

    assert text_of(ticket, "acceptance_criteria") == "<ul><li>a</li><li>b</li></ul>"
    assert (ticket.title, ticket.parent) == ("T", "PAY-7")


def test_names_behind_a_broken_part_of_a_page_do_no_harm(read):
    for text in ('{"x": oops, "names": {}, "issues": []}', '{"x" 1, "names": {}}\n\n'):
        assert len(read(text, "a.json").failures) == 1


def test_more_text_behind_a_record_on_its_line_is_told(read):
    result = read(
        '{"key": "A-1", "title": "T"} {"b": 1}\n{"key": "A-2", "title": "T"}\n', "a.jsonl"
    )

    assert result.keys == ["A-2"]
    assert result.failure.message == "not JSON: more text at column 29 (one record per line)"
