package org.permanence.console;

/// Does what a route is for. It is called after all checks, on a virtual thread.
@FunctionalInterface
public interface RouteService<Q, A> {

    /// Serves one request.
    ///
    /// @throws ProblemException if the request cannot be served
    RouteAnswer<A> serve(Visit visit, Q request);
}
