package org.permanence.adapter.agi;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/// Encodes a command as a line that Asterisk's `parse_args` (res_agi.c) reads back into the same arguments: quoted,
/// with `\` before `"` and `\`.
final class AgiEncoder {

    private AgiEncoder() {}

    static void write(AgiCommand command, ByteBuf out) {
        switch (command) {
            // Option i: otherwise Asterisk waits up to 500 ms for the caller's first audio packet.
            case AgiCommand.Answer() -> ascii(out, "EXEC Answer \",i\"");
            case AgiCommand.StreamFile(String path, String keys) -> {
                quoted(out, "STREAM FILE ", path);
                quoted(out, " ", keys);
            }
            case AgiCommand.GetData data -> {
                quoted(out, "GET DATA ", data.path());
                ascii(out, " " + data.inputTimeout().toMillis() + " 1");
            }
            case AgiCommand.StartMusicOnHold(String name) -> quoted(out, "EXEC StartMusicOnHold ", name);
            case AgiCommand.MixMonitor(String pipe, var scope) ->
                quoted(out, "EXEC MixMonitor ", pipe + "," + scope.options());
            case AgiCommand.StopMusicOnHold() -> ascii(out, "EXEC StopMusicOnHold");
            case AgiCommand.SetVariable(String name, String value) -> {
                quoted(out, "SET VARIABLE ", name);
                quoted(out, " ", value);
            }
            case AgiCommand.GetVariable(String name) -> quoted(out, "GET VARIABLE ", name);
            // 0.4 s of the tone's 0.5 s count: T.30 allows 0.425 s at least. r: the caller's side, not our prompts.
            // d(1): the tone is more than about half of the signal, because a prompt comes back as an echo
            // (docs/decisions/0020).
            case AgiCommand.CountFaxTones() -> ascii(out, "SET VARIABLE \"TONE_DETECT(1100,400,rd(1))\" \"\"");
            case AgiCommand.ReadFaxTones() -> ascii(out, "GET VARIABLE \"TONE_DETECT(rx)\"");
            case AgiCommand.StopCountingFaxTones() -> ascii(out, "SET VARIABLE \"TONE_DETECT(0,,x)\" \"\"");
            case AgiCommand.HangUp() -> ascii(out, "HANGUP");
            case AgiCommand.Noop() -> ascii(out, "NOOP");
        }
        out.writeByte('\n');
    }

    private static void ascii(ByteBuf out, String text) {
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    private static void quoted(ByteBuf out, String before, String value) {
        ascii(out, before);
        out.writeByte('"');
        int done = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                ByteBufUtil.writeUtf8(out, value, done, i);
                out.writeByte('\\');
                done = i;
            }
        }
        ByteBufUtil.writeUtf8(out, value, done, value.length());
        out.writeByte('"');
    }
}
