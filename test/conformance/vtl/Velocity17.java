import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.app.event.*;
import org.apache.velocity.context.Context;
import org.apache.velocity.runtime.directive.StopCommand;
import org.apache.velocity.util.introspection.Info;

/**
 * Apache Velocity 1.7 as an oracle. In: a template a line, in base64. Out: a line for each, `=` and the output in base64, or
 * `!` and the class of the exception. The one change to Velocity: what a reference does not resolve to is "".
 */
public final class Velocity17 implements InvalidReferenceEventHandler {
    public Object invalidGetMethod(Context c, String reference, Object object, String property, Info info) { return ""; }
    public boolean invalidSetMethod(Context c, String left, String right, Info info) { return false; }
    public Object invalidMethod(Context c, String reference, Object object, String method, Info info) { return ""; }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "US-ASCII");
        for (String line; (line = in.readLine()) != null; ) {
            out.println(render(new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8)));
        }
    }

    private static VelocityEngine engine() {
        VelocityEngine engine = new VelocityEngine();
        engine.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute");
        engine.setProperty("directive.foreach.maxloops", "1000");
        return engine;
    }

    private static final VelocityEngine SHARED = engine();

    /** Macros belong to an engine: who defines one has an engine of its own. */
    private static String render(String template) {
        VelocityEngine engine = template.contains("macro") ? engine() : SHARED;
        EventCartridge cartridge = new EventCartridge();
        cartridge.addEventHandler(new Velocity17());
        VelocityContext context = new VelocityContext();
        cartridge.attachToContext(context);
        StringWriter writer = new StringWriter();
        try {
            engine.evaluate(context, writer, "t", template);
        } catch (StopCommand stop) {
            // #stop: what was written so far is the output.
        } catch (Throwable e) {
            return "!" + e.getClass().getSimpleName() + " " + String.valueOf(e.getMessage()).split("\n")[0];
        }
        return "=" + Base64.getEncoder().encodeToString(writer.toString().getBytes(StandardCharsets.UTF_8));
    }
}
