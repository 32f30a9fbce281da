"""The questions that an account answers: can, who can, which actions, why."""
