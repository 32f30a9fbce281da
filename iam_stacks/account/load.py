"""Reading an account from files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from iam_stacks.account.account import Account
from iam_stacks.account.account_id import account_of
from iam_stacks.account.assemble import AwsManaged, assemble
from iam_stacks.account.authorization_details import gather_details
from iam_stacks.account.aws_managed import aws_managed_policy
from iam_stacks.account.cloudformation.deployment import Deployment
from iam_stacks.account.cloudformation.stack import Stack
from iam_stacks.account.cloudformation.template import gather
from iam_stacks.account.gathered import Gathered
from iam_stacks.account.partition import partition_of
from iam_stacks.account.place import Place
from iam_stacks.account.policy_document import GUESSED, Guessed, gather_documents
from iam_stacks.account.sources import Sources
from iam_stacks.policy.kind import Kind
from iam_stacks.policy.symbol import symbol

_ACCOUNT = re.compile(r"\d{12}", re.ASCII)
_REGION = re.compile(r"[a-z]{2,}(-[a-z]+)+-\d+", re.ASCII)
_PARTITION = re.compile(r"aws(-[a-z]+)*")


def load(
    paths: str | Path | Sequence[str | Path],
    *,
    account: str | None = None,
    region: str | None = None,
    partition: str | None = None,
    aws_managed: AwsManaged = aws_managed_policy,
    documents: Kind | Guessed | None = None,
    both_ways: bool = False,
) -> Account:
    """Return the account that files describe.

    Args:
        paths: one or more: a cdk.out folder, a template in JSON or YAML, authorization details, or a folder of these.
        account: 12 digits. Default: that of cdk.out's environment or of the export, else the one that ARNs which must
            be of the same account agree on, else unknown. If what was read is of several, it chooses one.
        region: such as `eu-central-1`. Default: that of each stack's environment, else unknown.
        partition: such as `aws-cn`. Default: that of the region, `aws` if it is unknown.
        aws_managed: gives the document of a policy of AWS by name and path. Default: the data of this package.
        documents: what kind of policies documents are that stand alone in a file, or `GUESSED`: they belong to nobody
            and are but `written`. Default: a file with nothing else is wrong.
        both_ways: read templates once as if comparisons that cannot be decided were true, and once as if they were not:
            `Account.otherwise`. Default: of the two values of a choice the first one counts that is there.

    Raises:
        AccountError: files cannot be read or are nothing of these, one line each; or they are of several accounts.
    """
    sources = Sources(documents)
    sources.faults += _faults(account, region, partition)
    sources.read_all([paths] if isinstance(paths, str | Path) else paths)
    read = partial(_account, sources, account, region, partition, aws_managed)
    return _both_ways(read) if both_ways else read(None)[0]


def load_each(
    paths: Iterable[str | Path],
    *,
    account: str | None = None,
    region: str | None = None,
    partition: str | None = None,
    documents: Kind | Guessed | None = None,
) -> tuple[Account, ...]:
    """Return the accounts that files describe, such as those that an app deploys to; the one of an export stays one.

    Each is read both ways.

    Args:
        paths: as for `load`, and so are the others; no cdk.out folder in another one.
        account: that of the stacks that do not say theirs. Default: those of one stage share one that is not known;
            another stage may well be another account's.
        region: as for `load`.
        partition: as for `load`.
        documents: as for `load`.

    Raises:
        AccountError: as for `load`.
    """
    sources = Sources(documents)
    sources.faults += _faults(account, region, partition)
    sources.read_all(paths)
    where = (region, partition, aws_managed_policy)
    stacks: dict[str, list[Stack]] = defaultdict(list)
    for stack in sources.stacks:
        stacks[stack.account or account or (stack.assembly if stack.named else "")].append(stack)
    if sources.pages or len(stacks) < 2:
        return (_both_ways(partial(_account, sources, account, *where)),)
    alone = [_account(replace(sources, stacks=[]), account, *where)[0]] if sources.documents else []
    rest = replace(sources, documents=[])
    each = [
        _both_ways(partial(_account, replace(rest, stacks=those), account if key == account else None, *where))
        for key, those in stacks.items()
    ]
    return (*alone, *each)


def _faults(account: str | None, region: str | None, partition: str | None) -> Iterator[str]:
    for name, given, pattern, allowed in (
        ("account", account, _ACCOUNT, "12 digits"),
        ("region", region, _REGION, "one such as eu-central-1"),
        ("partition", partition, _PARTITION, "one such as aws or aws-cn"),
    ):
        if given is not None and not (isinstance(given, str) and pattern.fullmatch(given)):
            yield f"{name} {given!r} is not one; give {allowed}"


def _both_ways(read: Callable[[bool | None], tuple[Account, bool]]) -> Account:
    account, supposed = read(True)
    return replace(account, otherwise=read(False)[0]) if supposed else account


def _account(
    sources: Sources,
    given: str | None,
    region: str | None,
    partition: str | None,
    aws_managed: AwsManaged,
    supposition: bool | None = None,
) -> tuple[Account, bool]:
    """Return the account, and whether it depends on what is supposed."""
    details = Gathered()
    gather_details([(file.name, page) for file, page in sources.pages], details)
    alone = gather_documents(sources.documents, sources.kind or GUESSED, details)
    arns = [identity.common["arn"] for identity in details.identities]
    where = {"region": region, "partition": partition}
    account_id, account_from = account_of(sources.stacks, arns, given=given, **where)
    several = len({stack.account for stack in sources.stacks if stack.account}) > 1
    left_out = [stack for stack in sources.stacks if several and stack.account not in ("", account_id)]
    ours = [stack for stack in sources.stacks if stack not in left_out]
    deployment = Deployment(ours, account=account_id, supposition=supposition, **where)
    gathered = gather(deployment)
    for stack in left_out:
        gathered.report(Place(stack.file, ""), f"the stack {stack.name} is of the account {stack.account}")
    home = region or _only({stack.region for stack in sources.stacks if stack.region}, symbol("AWS::Region"))
    account = assemble(
        _joined(gathered, details),
        aws_managed,
        account_id=account_id,
        account_from=account_from,
        partition=partition or partition_of(home),
        region=home,
        files={**alone, **sources.files()},
    )
    return account, deployment.supposed


def _joined(templates: Gathered, details: Gathered) -> Gathered:
    """Return what templates and an export say, together."""
    return Gathered(
        identities=details.identities + templates.identities,
        attachments=templates.attachments,
        managed_policies=details.managed_policies + templates.managed_policies,
        documents=details.documents | templates.documents,
        instance_profiles=details.instance_profiles + templates.instance_profiles,
        workloads=templates.workloads,
        resource_policies=templates.resource_policies,
        problems=details.problems | templates.problems,
        written=details.written + templates.written,
        declared=templates.declared,
        outputs=templates.outputs,
    )


def _only(values: set[str], otherwise: str) -> str:
    return next(iter(values)) if len(values) == 1 else otherwise
