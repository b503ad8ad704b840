package org.permanence.adapter.ami;

/// Makes the exceptions of failed actions for tests in other packages.
public final class AmiExceptions {

    private AmiExceptions() {}

    public static AmiException of(AmiException.Reason reason) {
        return new AmiException(reason, "order: not taken (expected: in this test)");
    }
}
