package org.permanence.boot;

/// A living engine on the same database is attached to another Asterisk. Another attempt would fail too.
final class OtherSwitchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OtherSwitchException() {
        super("database: used by an engine that is attached to another Asterisk"
                + " (expected: one Asterisk for each database; stop that engine, or set another database)");
    }
}
