package org.permanence.adapter.asterisk;

/// What the switch is fitted out with.
///
/// @param outboundDialer whom it rings outside
/// @param country the country whose numbers callers present without a country code, two letters
public record AsteriskServices(
        AmiCommands commands,
        PromptFiles promptFiles,
        DialTargets dialTargets,
        AmiOutboundDialer outboundDialer,
        AudioTapMode audioTapMode,
        String country) {}
