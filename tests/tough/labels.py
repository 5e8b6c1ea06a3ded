"""What a careful person registers of the tough portal's main host: the truth for discovery."""

from tests.tough.portal import ToughPortal


def labels(portal: ToughPortal, hosts: tuple[str, ...] = ("main",)) -> dict[str, tuple[str, str]]:
    """Address → (kind, unit id, '' for the portal's own) of every column to register."""
    homes = tuple(portal.at(host, "/") for host in hosts)
    return {c.url: (c.kind, c.unit) for c in portal.columns if c.registered and c.url.startswith(homes)}


def tolerated(portal: ToughPortal) -> dict[str, str]:
    """Address → kind of pages on which careful people differ: the hub above the fiscal years."""
    return {c.url: c.kind for c in portal.columns if not c.registered}
