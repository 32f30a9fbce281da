"""What a check found, as SARIF 2.1.0, from which GitHub's code scanning makes alerts.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; GitHub Docs, "SARIF support for code
scanning", which says what GitHub needs of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from iam_stacks.account.place import Place
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.checks.review import Review, Reviewed
from iam_stacks.checks.rule import Rule
from iam_stacks.escalation.path import Hop
from iam_stacks.escalation.words import said
from iam_stacks.policy.position import show_path
from iam_stacks.reports.position import Positions, uri_of

Json = dict[str, Any]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SEARCH = "https://docs.aws.amazon.com/search/doc-search.html?searchPath=documentation&searchQuery="


def sarif(review: Review, rules: Sequence[Rule[Any]], version: str) -> Json:
    """Return what is left of what was found.

    Args:
        review: what was found.
        rules: the rules that looked for it.
        version: of this package.
    """
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    positions = Positions(review.files)
    documents = {written.name: written.place for account in review.accounts for written in account.written}
    driver = {"name": "iam-stacks", "semanticVersion": version, "rules": [_rule(rule) for rule in rules]}
    results = [_result(each, numbers[each.diagnosis.rule.id], positions, documents) for each in review.found]
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _rule(rule: Rule[Any]) -> Json:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.says},
        "fullDescription": {"text": f"{rule.says}: {rule.because}."},
        "help": {"text": f"{rule.fix[:1].upper()}{rule.fix[1:]}. Source: {rule.source}."},
        "helpUri": _SEARCH + uri_of(rule.source.replace("/", " ")),
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": ["security", "aws", "iam"]},
    }


def _result(reviewed: Reviewed, number: int, positions: Positions, documents: Mapping[str, Place]) -> Json:
    diagnosis = reviewed.diagnosis
    template = _template(reviewed, positions)
    located: Json = {"locations": [template]}
    if reviewed.config:  # this is what a person can change, and it is in the repository
        config = _physical(uri_of(reviewed.config.file), reviewed.config.line, 1)
        located = {
            "locations": [{**template, "physicalLocation": config}],
            "relatedLocations": [{"id": 1, "message": {"text": "what is deployed"}, **template}],
        }
    return {
        "ruleId": diagnosis.rule.id,
        "ruleIndex": number,
        "level": diagnosis.severity,
        "message": {"text": f"{diagnosis.qualified_rule}: {diagnosis.message}. To mend it: {diagnosis.fix}."},
        **located,
        **_code_flows(diagnosis, positions, documents),
        "partialFingerprints": {"primaryLocationLineHash": diagnosis.fingerprint},
        "properties": {"dependsOn": list(diagnosis.depends_on)},
    }


def _code_flows(diagnosis: Diagnosis, positions: Positions, documents: Mapping[str, Place]) -> Json:
    """Return the steps of a path, each where it is first allowed; nothing if there is no path."""
    steps = []
    for hop in diagnosis.path:
        place = next(_allowed_at(hop, documents), diagnosis.place)
        physical = _physical(positions.uri(place.template), *positions.position(place))
        steps.append({"location": {"physicalLocation": physical, "message": {"text": said(hop)}}})
    return {"codeFlows": [{"threadFlows": [{"locations": steps}]}]} if steps else {}


def _allowed_at(hop: Hop, documents: Mapping[str, Place]) -> Iterator[Place]:
    for reason in (reason for done in hop.done for reason in done.statements):
        if reason.policy in documents and reason.statement is not None:
            yield documents[reason.policy].at("Statement", reason.statement)


def _template(reviewed: Reviewed, positions: Positions) -> Json:
    place = reviewed.diagnosis.place
    steps = ".".join(filter(None, (place.logical_id, show_path(place.path))))
    named = {"fullyQualifiedName": steps, "kind": "property"}
    construct = {"fullyQualifiedName": reviewed.construct_path, "kind": "resource"}
    logical = [each for each in (named, construct) if each["fullyQualifiedName"]]
    physical = _physical(positions.uri(place.template), *positions.position(place))
    return {"physicalLocation": physical, "logicalLocations": logical}


def _physical(uri: str, line: int, column: int) -> Json:
    region = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + 1}
    return {"artifactLocation": {"uri": uri}, "region": region}
