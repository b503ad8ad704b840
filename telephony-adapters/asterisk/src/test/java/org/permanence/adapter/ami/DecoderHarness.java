package org.permanence.adapter.ami;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Records what a decoder emits, one line each, so that two runs can be compared.
final class DecoderHarness implements AmiSink {

    /// The `systemname` of the recorded Asterisk.
    static final String SYSTEM_NAME = "4f9c2a71d0be";

    static final AmiLimits LIMITS = AmiLimits.ASTERISK;

    private final List<String> output = new ArrayList<>();
    private final AmiDecoder decoder;

    private DecoderHarness(Optional<String> mark, AmiLimits limits) {
        decoder = new AmiDecoder(limits, new SystemNameCheck(mark), this);
    }

    static DecoderHarness withSystemName() {
        return new DecoderHarness(Optional.of(SYSTEM_NAME), LIMITS);
    }

    static DecoderHarness withoutSystemName() {
        return new DecoderHarness(Optional.empty(), LIMITS);
    }

    static DecoderHarness withLimits(AmiLimits limits) {
        return new DecoderHarness(Optional.empty(), limits);
    }

    /// A recorded dialogue of a real Asterisk 22, with the names and numbers of the fixtures.
    static String recorded(String name) {
        try (InputStream in = DecoderHarness.class.getResourceAsStream("/ami/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DecoderHarness feed(String text) {
        return feed(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    DecoderHarness feed(byte[] bytes) {
        decoder.decode(Unpooled.wrappedBuffer(bytes));
        return this;
    }

    /// Feeds the banner, which comes first in any connection.
    DecoderHarness afterBanner() {
        return feed("Asterisk Call Manager/11.0.0\r\n");
    }

    List<String> output() {
        return output;
    }

    long events() {
        return decoder.events();
    }

    long rejected() {
        return decoder.rejected();
    }

    @Override
    public void banner() {
        // Part of every dialogue.
    }

    @Override
    public void event(AmiEvent event, long ordinal) {
        output.add(event.toString());
    }

    @Override
    public void originateResponse(String actionId, boolean success, int reason, long ordinal) {
        output.add("OriginateResponse[" + actionId + ", success=" + success + ", reason=" + reason + "]");
    }

    @Override
    public void response(String actionId, AmiResponse response) {
        output.add(actionId + " " + response.answer() + (response.value().isEmpty() ? "" : " " + response.value()));
    }

    @Override
    public void channelStatus(String actionId, ChannelStatus channel) {
        output.add(actionId + " " + channel);
    }

    @Override
    public void listEnd(String actionId, int items) {
        output.add(actionId + " end of " + items);
    }
}
