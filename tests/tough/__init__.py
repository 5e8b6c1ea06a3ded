"""A replayable portal of tough cases, fictional (虚构) throughout: every district, unit, document and number is made up.

``portal.open_portal()`` serves it on loopback addresses; each ``case_*`` module holds pages of one group of cases together
with what a careful person sees on them. Pages follow descriptions of real systems, not our parsers.
"""
