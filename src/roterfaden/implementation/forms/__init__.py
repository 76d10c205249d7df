"""Forms of the implementation. They check what is typed; what is allowed, the actions say."""

from roterfaden.implementation.forms.answers import AnswerForm, SendForm
from roterfaden.implementation.forms.handover import (
    DeskFilterForm,
    EndUnitForm,
    JointUnitForm,
    MatrixFilterForm,
    OfferForm,
    RenewForm,
)
from roterfaden.implementation.forms.initiatives import MilestoneForm, MoveForm, ProgressForm, ReachedForm
from roterfaden.implementation.forms.plans import (
    BudgetForm,
    CaretakerForm,
    DependencyForm,
    FundingForm,
    LinkReportForm,
    PlanForm,
    ReasonForm,
)

__all__ = [
    "AnswerForm",
    "BudgetForm",
    "CaretakerForm",
    "DependencyForm",
    "DeskFilterForm",
    "EndUnitForm",
    "FundingForm",
    "JointUnitForm",
    "LinkReportForm",
    "MatrixFilterForm",
    "MilestoneForm",
    "MoveForm",
    "OfferForm",
    "PlanForm",
    "ProgressForm",
    "ReachedForm",
    "ReasonForm",
    "RenewForm",
    "SendForm",
]
