"""Named picture sizes: each is laid out for itself, never scaled."""

from dashboard.charts.frame import Size

SIZES: dict[str, Size] = {
    size.key: size
    for size in (
        Size("portrait", 1080, 1350),
        Size("square", 1080, 1080),
        Size("linkedin", 1200, 627),
        Size("telegram", 1280, 720),
    )
}
