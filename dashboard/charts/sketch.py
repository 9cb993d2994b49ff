"""A figure gathered as plain values and handed to plotly once.

plotly checks everything it holds again with every annotation added: 22 of them took 170 ms,
given together they take a few. The calls are plotly's own, so a chart reads the same.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


class Sketch:
    """Traces, annotations, shapes and layout of a figure in the making."""

    def __init__(self) -> None:
        self._data: list[dict[str, Any]] = []
        self._layout: dict[str, Any] = {"annotations": [], "shapes": [], "xaxis": {}, "yaxis": {}}

    def add_scatter(self, **trace: Any) -> None:
        """A scatter trace."""
        self._data.append({"type": "scatter", **trace})

    def add_bar(self, **trace: Any) -> None:
        """A bar trace."""
        self._data.append({"type": "bar", **trace})

    def add_heatmap(self, **trace: Any) -> None:
        """A heat map trace."""
        self._data.append({"type": "heatmap", **trace})

    def write(self, words: str, x: float, y: float, *, size: float, color: str, **place: Any) -> None:
        """A text without arrow or padding; `place` takes plotly's anchors and shifts."""
        anchor = place.get("xanchor", "center")
        font = {"size": size, "color": color}
        self.add_annotation(
            text=words, x=x, y=y, font=font, align=anchor, showarrow=False, borderpad=0, **place
        )

    def add_annotation(self, **annotation: Any) -> None:
        """A text at a place."""
        self._layout["annotations"].append(annotation)

    def add_shape(self, **shape: Any) -> None:
        """A line or an area at a place."""
        self._layout["shapes"].append(shape)

    def update_layout(self, **layout: Any) -> None:
        """Set parts of the layout."""
        self._layout |= layout

    def update_xaxes(self, **axis: Any) -> None:
        """Set parts of the x axis."""
        self._layout["xaxis"] |= axis

    def update_yaxes(self, **axis: Any) -> None:
        """Set parts of the y axis."""
        self._layout["yaxis"] |= axis

    def figure(self) -> go.Figure:
        """The finished figure, checked by plotly once."""
        return go.Figure(data=self._data, layout=self._layout)
