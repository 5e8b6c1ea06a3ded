"""Made-up reports; they live with the laboratory."""

from rules.lab.made_reports import annual, made

__all__ = ["annual", "made"]
