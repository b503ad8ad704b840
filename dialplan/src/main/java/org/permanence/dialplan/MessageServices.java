package org.permanence.dialplan;

import org.permanence.message.MessageTaker;

/// What taking messages needs.
///
/// @param country in which numbers are said, and entered, without its code: two letters, such as `FR`
public record MessageServices(MessageTaker taker, String country) {

    /// Takes none.
    public static final MessageServices NONE = new MessageServices(MessageTaker.none(), "FR");
}
