package org.permanence.adapter.ami;

/// What Asterisk did not take, for tests of those who gave the order: only this package can make one.
public final class AmiExceptions {

    private AmiExceptions() {}

    public static AmiException of(AmiException.Reason reason) {
        return new AmiException(reason, "order: not taken (expected: in this test)");
    }
}
