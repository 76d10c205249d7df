"""Forms for figures. They check what is typed; what is allowed, the actions say."""

from roterfaden.indicators.forms.catalogue import (
    MOST_MONTHS,
    CatalogueForm,
    DefinitionForm,
    NewDefinitionForm,
    NewIndicatorForm,
    definition_initial,
)
from roterfaden.indicators.forms.figures import (
    AreaLimitForm,
    BreakForm,
    ValueForm,
    first_guess,
)
from roterfaden.indicators.forms.importing import (
    MOST_VALUES,
    MOST_VARIABLES,
    PAIR,
    FigureFileForm,
    FigurePlanForm,
    plan_initial,
)
from roterfaden.indicators.forms.quality import (
    BreakdownForm,
    FigureFindingFilter,
    FindingAnswerForm,
)
from roterfaden.indicators.forms.sources import (
    FigureSourceForm,
    ProfilePatternForm,
)

__all__ = [
    "MOST_MONTHS",
    "MOST_VALUES",
    "MOST_VARIABLES",
    "PAIR",
    "AreaLimitForm",
    "BreakForm",
    "BreakdownForm",
    "CatalogueForm",
    "DefinitionForm",
    "FigureFileForm",
    "FigureFindingFilter",
    "FigurePlanForm",
    "FigureSourceForm",
    "FindingAnswerForm",
    "NewDefinitionForm",
    "NewIndicatorForm",
    "ProfilePatternForm",
    "ValueForm",
    "definition_initial",
    "first_guess",
    "plan_initial",
]
