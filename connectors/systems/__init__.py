"""Which systems' exports need code? Those whose shape a mapping pack cannot describe."""

from connectors.contract import Connector
from connectors.systems.action_delegator import ActionDelegator
from connectors.systems.decidim import Decidim
from connectors.systems.easy_my_coop import EasyMyCoop
from connectors.systems.elections import Belenios, Helios
from connectors.systems.limesurvey import LimeSurvey
from connectors.systems.loomio import Loomio
from connectors.systems.openslides import OpenSlides

BUILT_IN: tuple[Connector, ...] = (
    Decidim(),
    ActionDelegator(),
    Loomio(),
    LimeSurvey(),
    EasyMyCoop(),
    Belenios(),
    Helios(),
    OpenSlides(),
)
