"""Made-up reports; they live with the laboratory."""

from rules.lab.made_reports import made

__all__ = ["made"]
