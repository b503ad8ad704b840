package org.permanence.dialplan;

import org.permanence.message.MessageTaker;

/// The services for messages.
///
/// @param country the country whose numbers are read out and entered without a country code: two letters, such as
///     `FR`
public record MessageServices(MessageTaker taker, String country) {

    /// Services that take no messages.
    public static final MessageServices NONE = new MessageServices(MessageTaker.none(), "FR");
}
