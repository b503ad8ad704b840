package org.permanence.dialplan;

import org.permanence.message.Messages;

/// What taking messages needs.
///
/// @param country in which numbers are said, and entered, without its code: two letters, such as `FR`
public record MessageKit(Messages messages, String country) {

    /// Takes none.
    public static final MessageKit NONE = new MessageKit(Messages.none(), "FR");
}
