package org.permanence.call;

/// The tones by which a fax machine that calls makes itself known, as far as a call's caller has sent any.
public interface FaxTones {

    /// How many there were since the counting began; none where the switch cannot count.
    int count() throws CallEnded;

    /// No more are counted.
    void end() throws CallEnded;
}
