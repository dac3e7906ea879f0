"""A progress bar for commands: one line that is rewritten, where somebody watches."""

from typing import TextIO

WIDTH = 30


class ProgressBar:
    """« Dispositifs [#####.....] 41/82 »; silent where the output is no terminal."""

    def __init__(self, out: TextIO):
        self.out = out
        self.is_watched = bool(getattr(out, "isatty", lambda: False)())

    def show(self, label: str, done: int, total: int) -> None:
        if not self.is_watched:
            return
        filled = WIDTH * done // max(total, 1)
        bar = "#" * filled + "." * (WIDTH - filled)
        self.out.write(f"\r{label:<24} [{bar}] {done}/{total}", ending="")
        if done >= total:
            self.out.write("")
        self.out.flush()
