"""A company's path as an Open Cap Format package: what the format can carry, and no more.

Written: the issuer, a class and a holder for everything before the first round, one class for each
round, its shares at its price, other shares as one common issuance before their round (fewer, where
a quoted value counts fewer, as a cancellation of common that says so), the conversion ratio of the
class, at the IPO if there is one, and staff prices as valuations. Left out, since the format has no
place for them: company values, closing prices, bases and sources. Dates known to the
month or year are written as their first day.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from decimal import Decimal
from typing import Any, Final

from calc.errors import CalcError
from calc.path import opening_shares, record_terms
from calc.types import Company, MarkKind, PartialDate, Round, RoundKind

VERSION: Final = "1.2.0"
_FILES: Final = {
    "stakeholders": "OCF_STAKEHOLDERS_FILE",
    "stock_classes": "OCF_STOCK_CLASSES_FILE",
    "stock_plans": "OCF_STOCK_PLANS_FILE",
    "stock_legend_templates": "OCF_STOCK_LEGEND_TEMPLATES_FILE",
    "transactions": "OCF_TRANSACTIONS_FILE",
    "valuations": "OCF_VALUATIONS_FILE",
    "vesting_terms": "OCF_VESTING_TERMS_FILE",
}

Object = dict[str, Any]


def numeric(value: float) -> str:
    """A number as the format has it: digits, at most ten decimals, no exponent.

    >>> numeric(0.5), numeric(63656000.0), numeric(1 / 3)
    ('0.5', '63656000', '0.3333333333')
    """
    text = f"{round(Decimal(repr(value)), 10):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def company_ocf(company: Company) -> bytes:
    """The package as a zip.

    Raises:
        CalcError: "fewer_shares" if a round counts fewer shares than the one before it, and more
            than the common there is.
    """
    items: dict[str, list[Object]] = {name: [] for name in _FILES}
    items["stakeholders"].append(_holder("before", "Holders before the first round"))
    items["stock_classes"].append(_stock_class("common", "Common", is_common=True))
    has_ipo = any(one.kind is RoundKind.IPO for one in company.rounds)
    first, left = company.rounds[0], opening_shares(company)
    items["transactions"].append(_issue("before", "before", "common", left, 0.0, first.date))
    for round_, terms in zip(company.rounds, record_terms(company), strict=True):
        other = terms.other_issuance_shares
        if other < 0:
            left = _cancelled(items["transactions"], left, -other, round_)
        if other > 0:
            key = f"{round_.key}-other"
            items["stakeholders"].append(_holder(key, f"Other holders before {round_.name}"))
            items["transactions"].append(_issue(key, key, "common", other, 0.0, round_.date))
        items["stakeholders"].append(_holder(round_.key, round_.lead_investors or f"Buyers of {round_.name}"))
        shares, price = round_.new_shares.value, round_.issue_price_usd.value
        if round_.kind is RoundKind.IPO:
            items["transactions"] += _ratios(company, round_)
            of_class = "common"
        else:
            ratio = 1.0 if has_ipo else round_.conversion_ratio.value
            items["stock_classes"].append(_stock_class(round_.key, round_.name, round_=round_, ratio_x=ratio))
            of_class = round_.key
        items["transactions"].append(_issue(round_.key, round_.key, of_class, shares, price, round_.date))
    items["valuations"] = _valuations(company)
    return _zipped(company, items)


def _usd(value: float) -> Object:
    return {"amount": numeric(value), "currency": "USD"}


def _day(date: PartialDate) -> str:
    return date.earliest.isoformat()


def _holder(key: str, name: str) -> Object:
    return {
        "object_type": "STAKEHOLDER",
        "id": key,
        "name": {"legal_name": name},
        "stakeholder_type": "INSTITUTION",
    }


def _stock_class(
    key: str, name: str, *, is_common: bool = False, round_: Round | None = None, ratio_x: float = 1.0
) -> Object:
    found: Object = {
        "object_type": "STOCK_CLASS",
        "id": key,
        "name": name,
        "class_type": "COMMON" if is_common else "PREFERRED",
        "default_id_prefix": f"{key[:8].upper()}-",
        "initial_shares_authorized": "NOT APPLICABLE",
        "votes_per_share": 1,
        "seniority": "1",
    }
    if round_ is not None:
        right = {
            "type": "STOCK_CLASS_CONVERSION_RIGHT",
            "conversion_mechanism": _mechanism(round_, ratio_x),
            "converts_to_stock_class_id": "common",
        }
        found |= {"price_per_share": _usd(round_.issue_price_usd.value), "conversion_rights": [right]}
    return found


def _mechanism(round_: Round, ratio_x: float) -> Object:
    return {
        "type": "RATIO_CONVERSION",
        "ratio": {"numerator": numeric(ratio_x), "denominator": "1"},
        "conversion_price": _usd(round_.issue_price_usd.value / ratio_x),
        "rounding_type": "NORMAL",
    }


def _ratios(company: Company, ipo: Round) -> list[Object]:
    """The ratios that differ from one: the record counts them from the IPO on."""
    return [
        {
            "object_type": "TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT",
            "id": f"tx-ratio-{one.key}",
            "date": _day(ipo.date),
            "stock_class_id": one.key,
            "new_ratio_conversion_mechanism": _mechanism(one, one.conversion_ratio.value),
        }
        for one in company.rounds
        if one.conversion_ratio.value != 1 and one is not ipo
    ]


def _cancelled(transactions: list[Object], left: float, shares: float, round_: Round) -> float:
    """Common taken away before a round whose value counts fewer shares; returns what is left."""
    if shares >= left:
        raise CalcError("fewer_shares", round=round_.name)
    transactions.append(
        {
            "object_type": "TX_STOCK_CANCELLATION",
            "id": f"tx-{round_.key}-fewer",
            "security_id": "before",
            "date": _day(round_.date),
            "quantity": numeric(shares),
            "reason_text": "The company value quoted for this round counts fewer shares than were issued.",
            "comments": ["Not a real cancellation: it makes the share count agree with the quoted value."],
        }
    )
    return left - shares


def _issue(key: str, holder: str, of_class: str, shares: float, price: float, date: PartialDate) -> Object:
    return {
        "object_type": "TX_STOCK_ISSUANCE",
        "id": f"tx-{key}",
        "security_id": key,
        "custom_id": key,
        "date": _day(date),
        "stakeholder_id": holder,
        "stock_class_id": of_class,
        "quantity": numeric(shares),
        "share_price": _usd(price),
        "stock_legend_ids": [],
        "security_law_exemptions": [],
    }


def _valuations(company: Company) -> list[Object]:
    return [
        {
            "object_type": "VALUATION",
            "id": mark.key,
            "valuation_type": "409A",
            "stock_class_id": "common",
            "effective_date": _day(mark.date),
            "price_per_share": _usd(mark.price_usd.value),
        }
        for mark in company.marks
        if mark.kind is MarkKind.APPRAISAL
    ]


def _zipped(company: Company, items: dict[str, list[Object]]) -> bytes:
    files = {name: _json({"file_type": kind, "items": items[name]}) for name, kind in _FILES.items()}
    last = max(round_.date.latest for round_ in company.rounds).isoformat()
    manifest: Object = {
        "file_type": "OCF_MANIFEST_FILE",
        "ocf_version": VERSION,
        "issuer": {
            "object_type": "ISSUER",
            "id": "issuer",
            "legal_name": company.name,
            "formation_date": _day(company.rounds[0].date),
            "country_of_formation": "US",
        },
        "as_of": last,
        "generated_at": f"{last}T00:00:00Z",
        "comments": ["Written by First Check. Formation date and country are not known and stand in."],
    }
    for name, data in files.items():
        md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
        manifest[f"{name}_files"] = [{"filepath": _path(name), "md5": md5}]
    return _archive(
        {"Manifest.ocf.json": _json(manifest), **{_path(name): data for name, data in files.items()}}
    )


def _path(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_")) + ".ocf.json"


def _json(held: Object) -> bytes:
    return json.dumps(held, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
