"""The records that templates see: the view of one brief, with partner, as-of date, audience and language applied.

The view builder makes them. A template reaches nothing else. Everything printable is a `Phrase`; plain strings and
booleans serve only the logic of a template. A view holds nothing that is withheld or later than the as-of date.
"""

from briefings.views.records.contacts import ContactGroupView, ContactView, PlanView
from briefings.views.records.facts import FACT_LISTS, AreaView, FactView, MilestoneView
from briefings.views.records.figures import PointView, SeriesView
from briefings.views.records.lives import LifeView
from briefings.views.records.parties import HouseView, NamedView
from briefings.views.records.people import PersonView, ProfileView
from briefings.views.records.posts import HistoryView, PostView, RoleView, TenureView
from briefings.views.records.prospects import CommitmentView, DateView
from briefings.views.records.questions import QuestionView, ResolutionView
from briefings.views.records.talking_points import TalkingPointsView, TalkingPointView
from briefings.views.records.view import CitedPlace, Scope, TemplateView, View
from briefings.views.records.visits import ProgrammeView, VisitView

__all__ = [
    "FACT_LISTS",
    "AreaView",
    "CitedPlace",
    "CommitmentView",
    "ContactGroupView",
    "ContactView",
    "DateView",
    "FactView",
    "HistoryView",
    "HouseView",
    "LifeView",
    "MilestoneView",
    "NamedView",
    "PersonView",
    "PlanView",
    "PointView",
    "PostView",
    "ProfileView",
    "ProgrammeView",
    "QuestionView",
    "ResolutionView",
    "RoleView",
    "Scope",
    "SeriesView",
    "TalkingPointView",
    "TalkingPointsView",
    "TemplateView",
    "TenureView",
    "View",
    "VisitView",
]
