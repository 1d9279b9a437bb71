"""What could be done: planners that do not know each other. The program proposes, people decide."""
