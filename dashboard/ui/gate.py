"""One page run at a time.

The IPO page imports pandas when it is first opened. plotly asks whether pandas is loaded and,
in another session at that very moment, would look at a half-imported one. Python runs one
thread at a time anyway, so taking turns costs nothing.
"""

import threading

turn = threading.RLock()
