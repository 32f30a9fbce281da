"""What goes wrong with the emulator."""


class EmulatorError(Exception):
    """A situation that the user can mend; the text is all that they see of it."""
