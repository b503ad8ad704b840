package org.permanence.adapter.agi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.adapter.agi.AgiReply.DeadChannel;
import org.permanence.adapter.agi.AgiReply.Refused;
import org.permanence.adapter.agi.AgiReply.Success;
import org.permanence.testing.Fixtures;

class AgiReplyTest {

    private static final RecordedDialogue RECORDED = RecordedDialogue.dialogue("reception");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "200\n",
                "200 ok\n",
                "200 result\n",
                "100 result=1\n",
                "2000 result=1\n",
                " 200 result=1\n",
                "511\n",
                "512 No\n",
                "hangup\n",
                "agi_calleridname: Canari\n",
                "200 result=1\r\n",
                "200 result=1 (a\tb)\n",
                "520-Invalid\n\u0000\n520 End\n"
            })
    void repliesAsteriskNeverSendsAreRefused(String line) {
        AgiProtocolException refused = assertThrows(AgiProtocolException.class, () -> read(line));

        assertFalse(String.valueOf(refused.getMessage()).contains(Fixtures.SURNAME));
    }

    @Test
    void overlongReplyIsRefusedWithOrWithoutLineEnd() {
        assertThrows(AgiProtocolException.class, () -> read("200 result=1 (" + "x".repeat(8192) + ")\n"));
        assertThrows(AgiProtocolException.class, () -> read("x".repeat(8193)));
        assertThrows(AgiProtocolException.class, () -> read("520-Invalid\n" + "usage\n".repeat(201)));
    }

    @Test
    void nothingIsKeptAfterARefusal() {
        EmbeddedChannel channel = open();
        byte[] garbage = RecordedDialogue.bytes("garbage\n200 result=1\n");
        assertThrows(AgiProtocolException.class, () -> channel.writeInbound(Unpooled.wrappedBuffer(garbage)));
        channel.writeInbound(Unpooled.wrappedBuffer(RecordedDialogue.bytes("200 result=1\n")));

        assertFalse(channel.finish());
    }

    @Test
    void recordedRepliesAreReadIndependentlyOfChunking() {
        for (RecordedDialogue.Exchange exchange : RECORDED.exchanges()) {
            String reply = exchange.reply();
            List<Object> whole = read(reply);
            assertEquals(1, whole.size(), exchange.command());
            for (int cut = 0; cut <= RecordedDialogue.bytes(reply).length; cut++) {
                assertEquals(whole, read(reply, cut), exchange.command());
            }
        }
    }

    @Test
    void recordedRepliesAreDecoded() {
        assertEquals(List.of(new Success("0", "")), read(RECORDED.reply("NOOP")));
        assertEquals(List.of(new Success("0", "endpos=8000")), read(RECORDED.reply("STREAM FILE")));
        assertEquals(List.of(new Refused(510)), read(RECORDED.reply("FLY AWAY")));
        assertEquals(List.of(new Refused(520)), read(RECORDED.reply("SAY NUMBER x")));
        assertEquals(List.of(new DeadChannel()), read(RECORDED.reply("HANGUP")));
        assertEquals(List.of(new Success("0", "")), read(RECORDED.reply("GET VARIABLE \"PERM_MISSING\"")));
    }

    @Test
    void usageTextAfterARefusalMayBeAnything() {
        assertEquals(List.of(new Refused(520)), read("520-Invalid\n200 result=1\n\nHANGU\n520 End\n"));
        assertEquals(List.of(new Refused(520)), read("520 Invalid command syntax.  Proper usage not available.\n"));
    }

    @Test
    void timeoutFailureAndValueAreDistinguished() {
        Success timeout = success("200 result= (timeout)\n");
        Success failed = success("200 result=-1 endpos=0\n");
        Success value = success("200 result=1 (a (b) c)\n");

        assertTrue(timeout.timedOut() && !timeout.failed());
        assertTrue(failed.failed() && !failed.timedOut());
        assertEquals(Optional.of("a (b) c"), value.value());
        assertEquals(Optional.of(""), success("200 result=1 ()\n").value());
        assertEquals(Optional.empty(), success("200 result=0\n").value());
        assertEquals("#", success("200 result=#\n").result());
    }

    @Test
    void hangupBeforeTheReplyEndsTheReading() {
        assertEquals(List.of(AgiDecoder.HANGUP), read(RECORDED.reply("STREAM FILE \"/prompts/one\" \"\"")));
        assertEquals(List.of(AgiDecoder.HANGUP), read("HANGUP\n511 Command Not Permitted on a dead channel\nHANGUP\n"));
    }

    @Test
    void replyPrintsNeitherKeysNorValues() {
        assertEquals("Success", success("200 result=1 (Canari)\n").toString());
    }

    private static Success success(String line) {
        return (Success) read(line).getFirst();
    }

    private static List<Object> read(String text) {
        return read(text, 0);
    }

    private static List<Object> read(String text, int cut) {
        EmbeddedChannel channel = open();
        byte[] bytes = RecordedDialogue.bytes(text);
        try {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, cut));
            channel.writeInbound(Unpooled.copiedBuffer(bytes, cut, bytes.length - cut));
            List<Object> read = new ArrayList<>(channel.inboundMessages());
            channel.inboundMessages().clear();
            return read;
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static EmbeddedChannel open() {
        EmbeddedChannel channel = new EmbeddedChannel(new AgiDecoder(Set.of("reception"), RecordedDialogue.SECRET));
        channel.writeInbound(Unpooled.wrappedBuffer(RecordedDialogue.bytes(RECORDED.environment())));
        channel.readInbound();
        return channel;
    }
}
