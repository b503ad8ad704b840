package org.permanence.call;

/// A running count of the calling tones (CNG) of a fax machine on the caller's side.
public interface FaxTones {

    /// The tones since the count began; 0 if the switch cannot count.
    int count() throws CallEnded;

    /// Stops counting.
    void end() throws CallEnded;
}
