"""The only door to Jinja: where templates are found, what they may do, and what is said when they can't.

A template is structure. It may use the tags, filters and operators listed here, and it may not bring words of its
own: those belong in the label file, so that every language works the same.
"""

from briefings.templating.environment import BELOW, FILTER_NAMES
from briefings.templating.lint import Block
from briefings.templating.loader import Templates

__all__ = ["BELOW", "FILTER_NAMES", "Block", "Templates"]
