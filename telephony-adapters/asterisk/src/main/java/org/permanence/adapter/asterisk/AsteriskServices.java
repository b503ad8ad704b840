package org.permanence.adapter.asterisk;

/// The services that a switch uses.
///
/// @param country the country of numbers that callers present without a country code, two letters
public record AsteriskServices(
        AmiCommands commands,
        PromptFiles promptFiles,
        DialTargets dialTargets,
        AmiOutboundDialer outboundDialer,
        AudioTapMode audioTapMode,
        String country) {}
