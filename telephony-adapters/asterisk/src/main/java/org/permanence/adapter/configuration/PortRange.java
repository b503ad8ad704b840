package org.permanence.adapter.configuration;

/// The UDP ports of RTP, two for each leg.
public record PortRange(int from, int to) {

    public PortRange {
        ConfValues.port("RTP from", from);
        ConfValues.port("RTP to", to);
        if (from % 2 != 0 || to - from < 3) {
            throw new IllegalArgumentException(
                    "RTP ports: " + from + ".." + to + " (expected: an even first port, and at least four)");
        }
    }

    /// How many conversations they carry, of two legs each.
    public int conversations() {
        return (to - from + 1) / 4;
    }
}
