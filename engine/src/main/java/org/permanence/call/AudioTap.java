package org.permanence.call;

/// An ear at a call, until it is taken away.
public interface AudioTap {

    /// Takes the ear away: it hears no more. Nothing happens where it has ended before.
    void end();
}
