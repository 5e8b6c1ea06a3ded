"""From a home page to a proposed profile: what the portal's menus, trees and unit lists name, judged by the pages themselves.

``links`` reads one page with its ``trees`` and ``jumps``, ``naming`` knows what names mean, ``contents`` what rows say, ``units`` finds
who publishes, ``ownership`` whose a page is, ``surroundings`` what the other pages tell, ``classify`` weighs the evidence against the
``doubts``, ``templates`` compares units, ``profile`` writes the TOML, ``run`` does all of it for one home page. ``merge`` puts what
is new into a profile people work on, ``watch`` tells from the archive what vanished or appeared.
"""
