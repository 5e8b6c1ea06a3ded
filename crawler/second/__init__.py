"""The second look: before an absence counts, what was not seen is looked for again by another path.

Paths: the portal's own search, its site map, and the first page of the column once more. Pure functions read the answers;
``crawler.spiders.second`` asks, ``crawler.archive.second`` keeps.
"""
