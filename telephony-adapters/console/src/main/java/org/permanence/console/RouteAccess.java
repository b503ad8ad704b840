package org.permanence.console;

/// What a client needs before a route is served.
public enum RouteAccess {
    /// Nothing: the sign-in itself.
    OPEN,
    /// A session, which may be covered after idleness: such a route shows no data.
    COVERED,
    /// A session that is not covered: what concerns one's own account only.
    SIGNED_IN
}
