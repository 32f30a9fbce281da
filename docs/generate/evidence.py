"""The page of practices: what the standards call them, what does them, and what `iam-stacks evidence` says of them."""
# ruff: noqa: E501 - a row of a table cannot be broken, and a page shows output as it is

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.practices import THEMES
from iam_stacks.reports.evidence_markdown import numbers_of
from iam_stacks.reports.markdown import row

_HEAD = """# Evidence: which practice is met, and by what

`iam-stacks evidence [PATH]...` reads templates, or the export of a live account, and says of each practice of the CIS
AWS Foundations Benchmark (3.0.0, 5.0.0 and 7.0.0: its sections on IAM and on monitoring, and of the one on logging what
is about trails and keys) and of each control of Security Hub for IAM (IAM.1 to IAM.28), CloudTrail (CloudTrail.1 to 7)
and alarms (CloudWatch.1 to 14), and of KMS.4 and CloudWatch.16, whether what was read shows it; and of what
[our rules](rules.md) look for besides. No credentials, no network, no Node; templates of any origin, and not only ours.
Generated from the code by `make docs`.

```console
$ iam-stacks evidence examples/live-account | grep -E 'Account|groups only|each user'
## Account 111122223333
| `permissions-through-groups`: users have permissions by their groups only | **not met** | user/JohnDoe has the policy user/JohnDoe/OwnKeys itself | 1.15, 1.14, 2.13 | IAM.2 |
| `users-in-groups`: each user is in a group | **met** | user/JohnDoe |  |  |
```

PATH is what [`check`](check.md#what-it-reads) reads, but for single policy documents; without it, `cdk.out`. Several
accounts have a section each. `--account`, `--region` and `--partition` are as in all
[questions](questions.md#options-of-all-questions). The exit code is 0, whatever is shown, and 2 for bad input: it is a
report, and no test. The report goes to stdout alone, and says of each account how much of the input could not be
resolved; what that is goes to stderr, and is in the object of `--format json`. A row begins with the practice's `id`,
and names four resources or reasons at most; the JSON has them all.

| status | what it means |
|---|---|
| `met` | something that was read shows it, and is named. It is true of what was read: what others have made in the account besides is not in a template |
| `watched` | nothing shows it, but something that was read tells where it is not so: a rule of AWS Config that looks closely enough, an alarm, an analyzer |
| `not met` | something that was read contradicts it, and is named |
| `not shown` | nothing that was read says so, or not all of it: what is missing is named. An account of which nothing was read meets nothing |
| `outside` | no template can show it: what is to be done by hand is said |

Where conditions of a template cannot be decided before a deployment, the worse of both ways counts. An alarm is `met`
only as a whole chain, all of it read: a trail of all Regions that logs all management events, its log group, a metric
filter with the pattern that Security Hub asks for, an alarm on the Sum of its metric, and a topic with a subscriber, whose
policy lets CloudWatch publish and whose key, if it has one, lets CloudWatch use it. So alarms on the log group of a
trail that was not read are `not shown`. A subscription by email counts; that it was confirmed is for you to see.
So does one of a queue; whether the queue's own policy lets SNS in is not asked.
Permission sets of IAM Identity Center are looked at too, and leave open what their policies may say that were not read.

## JSON

`--format json` prints one object, which [has a schema](schemas/evidence-1.json). Fields are never renamed within a
version.

| field of an account | what it is |
|---|---|
| `account` | its `id`, and how that was found out: `from` |
| `practices` | all of them, in the order of the tables below |
| `summary` | how many have each status |
| `unresolved` | what was left open or is wrong in the input |

| field of a practice | what it is |
|---|---|
| `id`, `says` | its name, which stays the same, and what is so where it is met |
| `status` | one of the above |
| `by` | what shows it: `Stack.LogicalId`, or in an export such as `user/JohnDoe`; empty if it is not met |
| `watched_by` | what tells where it is not so |
| `because` | sentences: what contradicts it, or what is missing |
| `by_hand` | what is to be done by hand; null if nothing is |
| `cis` | the numbers in `v3`, `v5` and `v7`; null where a version does not have it |
| `security_hub`, `retired` | Security Hub's controls; those of them that are retired |
| `config_rules`, `nag_rules`, `our_rules` | the rules of AWS Config, cdk-nag and [IamChecks](rules.md) that are about it |
| `constructs` | what of ours does it |

# The practices

What does it are our constructs and the settings of `iam.yaml`. The benchmark has titles of its own, which are not ours
to copy: look its numbers up there; `-` is where a version does not have it.

"""
_COLUMNS = ("practice", "what does it", "CIS v3, v5, v7", "Security Hub", "AWS Config", "cdk-nag", "IamChecks")


def evidence() -> str:
    """Return the page."""
    return _HEAD + "\n".join("\n".join(_theme(theme, listed)) + "\n" for theme, listed in THEMES.items())


def _theme(theme: str, listed: tuple[Practice, ...]) -> Iterator[str]:
    yield from (f"## {theme[0].upper()}{theme[1:]}", "", row(*_COLUMNS), f"|{'---|' * len(_COLUMNS)}")
    for practice in listed:
        yield row(
            f"`{practice.id}`: {practice.says}{_by_hand(practice)}",
            _code(practice.by),
            *numbers_of(practice),
            *map(_code, (practice.config_rules, practice.nag_rules, practice.our_rules)),
        )


def _by_hand(practice: Practice) -> str:
    kind = "by hand" if practice.proof else "`outside`, by hand"
    return f"<br>*{kind}: {practice.by_hand}*" if practice.by_hand else ""


def _code(names: Iterable[str]) -> str:
    return "<br>".join(f"`{name}`" for name in names)
