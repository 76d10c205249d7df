"""The forms of the weighing desk, by subject."""

from roterfaden.weighing.forms.advice import (
    AdviceForm,
    AdviceRequestForm,
    RevokeForm,
    UnitForm,
)
from roterfaden.weighing.forms.checks import DismissForm, FindingFilter
from roterfaden.weighing.forms.desk import (
    BatchForm,
    DeskFilter,
    DeskForm,
    WeighForm,
)
from roterfaden.weighing.forms.modules import (
    ModuleForm,
)
from roterfaden.weighing.forms.publishing import (
    PublishFilter,
)
from roterfaden.weighing.forms.replies import (
    ReplyForm,
)

__all__ = [
    "AdviceForm",
    "AdviceRequestForm",
    "BatchForm",
    "DeskFilter",
    "DeskForm",
    "DismissForm",
    "FindingFilter",
    "ModuleForm",
    "PublishFilter",
    "ReplyForm",
    "RevokeForm",
    "UnitForm",
    "WeighForm",
]
