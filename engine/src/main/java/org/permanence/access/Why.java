package org.permanence.access;

/// Why a deed is refused. The later constants are nearer to being allowed.
public enum Why {
    /// No role that the person holds has a cell for the deed.
    NO_CELL("no role held allows it"),
    /// A role allows it, at another place or for another person.
    ELSEWHERE("allowed elsewhere, or for another person"),
    /// The role may approve what another person asks for, and may not ask itself.
    APPROVES_ONLY("may only approve what another person asks for"),
    /// The request reaches back more than 24 hours, or does not say how far.
    TOO_OLD("allowed for the last 24 hours"),
    /// Data would leave the European Economic Area as a file.
    OUTSIDE_EEA("not allowed outside the European Economic Area"),
    /// The list of the machine does not have it.
    NOT_LISTED("not in the list of this machine");

    private final String text;

    Why(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
