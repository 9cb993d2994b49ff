"""What stands around a chart: nothing on the page, the whole caption in a picture."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dashboard.charts.theme import LIGHT, Theme


@dataclass(frozen=True)
class Size:
    """A named picture size in pixels."""

    key: str
    width: int
    height: int

    @property
    def is_wide(self) -> bool:
        """Whether it is lower than it is wide by a good deal."""
        return self.width > 1.3 * self.height


@dataclass(frozen=True)
class Caption:
    """The words of a picture. The title is the finding, the subtitle the rule."""

    title: str
    subtitle: str
    source: str
    handle: str = ""
    short_subtitle: str = ""
    short_source: str = ""

    def for_wide(self) -> Caption:
        """The caption with less to read, for pictures that are low."""
        return replace(
            self, subtitle=self.short_subtitle or self.subtitle, source=self.short_source or self.source
        )


@dataclass(frozen=True)
class Key:
    """One entry of the legend, drawn as a marker and a word."""

    label: str
    color: str
    symbol: str = "●"
    short: str = ""


@dataclass(frozen=True)
class Box:
    """The plot's place in a picture, pixels from the top left."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass
class Frame:
    """Where a chart is drawn: `size` None is the page, which sets its own width.

    unit scales letters: 28 units are a label, 22 the smallest letters allowed in a picture.
    """

    theme: Theme = LIGHT
    size: Size | None = None
    caption: Caption | None = None
    keys: tuple[Key, ...] = ()
    screen_height: int = 440
    left_px: float = 0
    right_px: float = 0
    axis_px: float = 0
    box: Box = field(default_factory=lambda: Box(0, 0, 0, 0))

    @property
    def is_picture(self) -> bool:
        """Whether this is for export."""
        return self.size is not None

    @property
    def is_wide(self) -> bool:
        """Whether this is a picture in a landscape format."""
        return self.size is not None and self.size.is_wide

    @property
    def unit(self) -> float:
        """Pixels per unit of type: 1 at 1080 wide."""
        return self.size.width / 1080 if self.size else 0.5

    def px(self, units: float) -> float:
        """Pixels of a length or a letter height given in units; the page keeps 12 as least."""
        return units * self.unit if self.size else max(12.0, units * self.unit)

    def reserve(self, *, left: float = 0, right: float = 0, axis: float = 0) -> Frame:
        """The same frame with room (units) kept beside and below the plot."""
        unit = self.unit
        return replace(self, left_px=left * unit, right_px=right * unit, axis_px=axis * unit)
