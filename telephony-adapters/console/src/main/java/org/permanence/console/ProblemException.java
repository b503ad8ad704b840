package org.permanence.console;

/// Ends a request with a problem. It is thrown for refusals, which are no faults: without a stack trace, never
/// logged.
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient HttpProblem problem;

    public ProblemException(HttpProblem problem) {
        super(problem.type().name(), null, false, false);
        this.problem = problem;
    }

    HttpProblem problem() {
        return problem;
    }
}
