"""Lists with one line per school: which lines are schools, what adds up, which facts they hold."""
