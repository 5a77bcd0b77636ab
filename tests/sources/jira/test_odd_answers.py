"""Answers of a shape that no Jira documents: told in one line, never a fault of our own."""

import pytest

from tests.jira.fake_data import make_issues
from tests.jira.fake_jira import Fault
from tests.jira.fixtures import save

PULL = ("pull", "--jql", "project = PAY", "--comments", "--changelog", "--remote-links", "--anew")
KEYS = ("pull", "PAY-1", "GONE-1", "--anew")
DOCTOR, PUBLISH = ("doctor",), ("publish", "report.json")
BODIES = (
    *("{}", "null", "[]", "[null]", '"x"', "3", "[" * 100_000),
    *('{"issues": null, "total": 1}', '{"issues": [], "total": "many"}'),
    *('{"issues": [null, 3, {"id": 1}], "total": 3}', '{"issues": [{"id": "1", "fields": null}]}'),
    *('{"count": null}', '{"displayName": null}', '{"fields": null, "id": "1"}'),
    *('{"permissions": []}', '{"permissions": {"BROWSE_PROJECTS": null}}'),
    *('{"comments": null}', '{"comments": [null], "total": "x"}', '{"values": null}'),
)
PLACES = {
    "/serverInfo": (DOCTOR,),
    "/myself": (DOCTOR,),
    "/field": (DOCTOR, PULL),
    "/mypermissions": (DOCTOR,),
    "/search": (DOCTOR, PULL),
    "/approximate-count": (PULL,),
    "/bulkfetch": (KEYS,),
    r"/issue/[^/]+(\?|$)": (KEYS, PUBLISH),
    "/comment": (PULL, PUBLISH),
    "/changelog": (PULL,),
    "/remotelink": (PULL,),
}


@pytest.mark.parametrize("cloud", [True, False], ids=["cloud", "datacenter"])
@pytest.mark.parametrize("place", PLACES)
def test_an_answer_of_another_shape_is_told_in_one_line(serve, command, tmp_path, place, cloud):
    save(tmp_path, ("PAY-1", "D", ["How fast?"]))
    fake = serve(make_issues(2), cloud=cloud)
    fake.issues["PAY-1"].comments = [{"id": str(n), "body": "x"} for n in range(30)]

    for body in BODIES:
        fake.faults[:] = [Fault(place, body=body)]
        for args in PLACES[place]:
            run = command(fake, *args, TICKETLINT_JIRA_MAX_WAIT="0.005")
            assert run.code in {0, 2}
            assert "internal error" not in run.err, (body, args)
            assert run.err.count("\n") <= 1


def test_a_search_without_its_total_is_not_taken_for_a_short_one(serve, command):
    fake = serve(make_issues(2), cloud=False)
    fake.faults.append(Fault("/search", body='{"issues": []}'))

    run = command(fake, "pull", "--jql", "project = PAY")

    assert run.code == 2
    assert "a page of a search without its total" in run.err
