"""Who may open the register, what they see, and how it is locked."""
