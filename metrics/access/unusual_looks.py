"""Looking that is worth asking about: counts against what is usual in the same role. A count says nothing of why: nobody is
accused.

Each rule needs more than a few looks, several times what is usual, and where it compares with others a chance under 1 in 1,000
that it came about by luck, were everybody in the role to look as often. Looks at oneself and lists of a team are left out.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from metrics.access.looked import Looked
from metrics.access.lookups import OWN, REFUSED, SUPERVISOR
from metrics.people import Stint
from metrics.signals.shares import binomial_tails

FEW, TIMES, LUCK = 10, 3, 0.001
"""Opened officers under which nothing is many; how many times the others' mean is much; the chance by luck."""
REFUSALS, NIGHTS, DAYS_AGAIN, AFTER_LEAVING = 5, 5, 5, 3
NIGHT = (dt.time(22), dt.time(6))
NAMED = 3
"""Officers whom a line names."""
LEFT_FOR = dt.timedelta(days=14)
"""After leaving a team handing over takes a fortnight."""
ROLES = {"chief_inspector": "chief inspector"}
RULES = (
    f"Many officers: at least {FEW} opened, and {TIMES} times the mean of the others in the role; luck alone would do it less "
    "often than 1 in 1,000.",
    f"Refused: at least {REFUSALS} looks outside what they may see.",
    f"At night: at least {NIGHTS} officers opened between 10 pm and 6 am, more than the share of the others in the role "
    "explains.",
    f"Again and again: one officer, whom they do not supervise, opened on at least {DAYS_AGAIN} days, and {TIMES} times the "
    "days that are usual in the role.",
    f"After leaving: at least {AFTER_LEAVING} looks at people whom they supervised, more than a fortnight after that ended.",
)
"""Each rule in a sentence."""


class Unusual(NamedTuple):
    """Something worth asking. who: sign-in name. words: what was counted, and what is usual."""

    kind: str
    who: str
    name: str
    words: str


def unusual(looks: Sequence[Looked], postings: Sequence[Stint]) -> tuple[Unusual, ...]:
    """What is worth asking of some days' looks, by rule and name. postings: everybody's, as known now."""
    opened = [one for one in looks if one.opened and one.whom and one.role != OWN and one.outcome != REFUSED]
    names = {one.who: one.name for one in looks}
    found = [
        *_many(opened), *_refused(looks), *_at_night(opened), *_again(opened), *_after_leaving(looks, postings),
    ]  # fmt: skip
    return tuple(Unusual(kind, who, names[who], words) for kind, who, words in sorted(found))


Found = Iterator[tuple[str, str, str]]


def _by_role(looks: Sequence[Looked]) -> dict[str, dict[str, list[Looked]]]:
    found: dict[str, dict[str, list[Looked]]] = defaultdict(lambda: defaultdict(list))
    for one in looks:
        found[one.access][one.who].append(one)
    return found


def _opened(looks: Sequence[Looked]) -> int:
    """How many officers were opened, each once a day."""
    return len({(collar, one.at.date()) for one in looks for collar in one.whom})


def _many(opened: Sequence[Looked]) -> Found:
    for role, people in _by_role(opened).items():
        counts = {who: _opened(looks) for who, looks in people.items()}
        for who, count in counts.items():
            others = sum(counts.values()) - count
            mean = others / (len(counts) - 1) if len(counts) > 1 else 0.0
            if (
                len(counts) > 2
                and count >= max(FEW, TIMES * mean)
                and _luck(count, count + others, 1 / len(counts)) < LUCK
            ):
                yield "Many officers", who, (
                    f"Opened {count:,} named officers (each once a day); the {len(counts) - 1:,} others in the role of "
                    f"{_said(role)} opened {mean:,.1f} each."
                )  # fmt: skip


def _refused(looks: Sequence[Looked]) -> Found:
    counts = Counter(one.who for one in looks if one.outcome == REFUSED)
    for who, count in counts.items():
        if count >= REFUSALS:
            yield "Refused", who, f"Was refused {count:,} looks outside what they may see."


def _at_night(opened: Sequence[Looked]) -> Found:
    for role, people in _by_role(opened).items():
        nights = {who: sum(map(_is_night, looks)) for who, looks in people.items()}
        for who, mine in nights.items():
            of = len(people[who])
            others = sum(len(looks) for looks in people.values()) - of
            share = (sum(nights.values()) - mine + 1) / (others + 2)
            if mine >= NIGHTS and others and _luck(mine, of, share) < LUCK:
                yield "At night", who, (
                    f"{mine:,} of {of:,} looks at a named officer were between 10 pm and 6 am; of the others in "
                    f"the role of {_said(role)} {sum(nights.values()) - mine:,} of {others:,}."
                )  # fmt: skip


def _again(opened: Sequence[Looked]) -> Found:
    days: dict[str, dict[tuple[str, str], set[dt.date]]] = defaultdict(lambda: defaultdict(set))
    for one in opened:
        if one.role != SUPERVISOR:
            for collar in one.whom:
                days[one.access][one.who, collar].add(one.at.date())
    for role, pairs in days.items():
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for (who, collar), mine in pairs.items():
            if len(mine) >= DAYS_AGAIN and len(mine) >= TIMES * _usual(pairs, (who, collar)):
                found[who].append((len(mine), collar))
        for who, again in found.items():
            told = ", ".join(f"{collar} on {number:,} days" for number, collar in sorted(again, reverse=True)[:NAMED])
            more = f" and {len(again) - NAMED:,} more" if len(again) > NAMED else ""
            usual = median(len(mine) for mine in pairs.values())
            yield (
                "Again and again",
                who,
                f"Opened collar number {told}{more}; in the role of {_said(role)} {usual:g} is usual.",
            )


def _usual(pairs: Mapping[tuple[str, str], set[dt.date]], besides: tuple[str, str]) -> float:
    """On how many days somebody of the role opens the same officer."""
    others = [len(mine) for pair, mine in pairs.items() if pair != besides]
    return median(others) if others else 1


def _after_leaving(looks: Sequence[Looked], postings: Sequence[Stint]) -> Found:
    last = _supervised_until(postings)
    counts: Counter[str] = Counter()
    for one in looks:
        until = (
            [last[one.own, collar] for collar in one.whom if one.own and (one.own, collar) in last]
            if one.opened
            else []
        )
        counts[one.who] += sum(one.at.date() - LEFT_FOR > end for end in until)
    for who, count in counts.items():
        if count >= AFTER_LEAVING:
            yield (
                "After leaving",
                who,
                f"Looked {count:,} times at people whom they no longer supervised for more than a fortnight.",
            )


def _supervised_until(postings: Sequence[Stint]) -> Mapping[tuple[str, str], dt.date]:
    """By supervisor and person the last day on which one supervised the other."""
    found: dict[tuple[str, str], dt.date] = {}
    for one in postings:
        if one.supervisor:
            pair = one.supervisor, one.collar
            found[pair] = max(found.get(pair, one.to_day), one.to_day)
    return found


def _is_night(one: Looked) -> bool:
    return one.at.time() >= NIGHT[0] or one.at.time() < NIGHT[1]


def _luck(part: int, whole: int, share: float) -> float:
    """The chance of at least so many of the whole, each with this chance."""
    return float(binomial_tails(part, whole, share)[1])


def _said(role: str) -> str:
    return ROLES.get(role, role or "nobody")
