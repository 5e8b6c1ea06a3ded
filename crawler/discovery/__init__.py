"""From a home page to a proposed profile: what the portal's menus, trees and unit lists name, judged by the pages themselves.

``links`` reads one page, ``naming`` knows what names mean, ``units`` finds who publishes, ``ownership`` whose a page is,
``classify`` weighs the evidence, ``profile`` writes the TOML, ``run`` does all of it for one home page.
"""
