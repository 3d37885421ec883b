"""The only door to Jinja: the search path of templates, their sandbox, and the messages about their problems.

A template is structure. It may use the tags, filters and operators that are allowed here. It may not have words of
its own: those belong in the label file, so that every language works the same.
"""

from briefings.templating.environment import BELOW_PREFIX, FILTER_NAMES
from briefings.templating.syntax_tree import Block
from briefings.templating.templates import Templates

__all__ = ["BELOW_PREFIX", "FILTER_NAMES", "Block", "Templates"]
