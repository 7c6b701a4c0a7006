"""What a person can ask, without a terminal: one function a command. `statusreport.api` names those that others may call."""
