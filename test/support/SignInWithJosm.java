import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openstreetmap.josm.data.oauth.IOAuthToken;
import org.openstreetmap.josm.data.oauth.OAuth20Authorization;
import org.openstreetmap.josm.data.oauth.OAuth20Parameters;
import org.openstreetmap.josm.data.oauth.osm.OsmScopes;
import org.openstreetmap.josm.data.preferences.JosmBaseDirectories;
import org.openstreetmap.josm.data.preferences.JosmUrls;
import org.openstreetmap.josm.io.remotecontrol.RemoteControl;
import org.openstreetmap.josm.spi.preferences.Config;
import org.openstreetmap.josm.spi.preferences.MemoryPreferences;
import org.openstreetmap.josm.tools.Http1Client;
import org.openstreetmap.josm.tools.HttpClient;

/**
 * JOSM's own classes for signing in, without its windows: they open a browser (xdg-open), wait for it on their port, exchange the
 * code, and sign a call of the API. Arguments: client ID, address of the server, address of the API's call, port.
 */
public class SignInWithJosm {
    public static void main(String[] given) throws Exception {
        String issuer = given[1];
        String back = "http://127.0.0.1:" + given[3] + "/oauth_authorization";
        Config.setPreferencesInstance(new MemoryPreferences());
        Config.setBaseDirectoriesProvider(JosmBaseDirectories.getInstance());
        Config.setUrlsProvider(JosmUrls.getInstance());
        Config.getPref().putInt("remote.control.port", Integer.parseInt(given[3]));
        HttpClient.setFactory(Http1Client::new);
        RemoteControl.start();
        CompletableFuture<Optional<IOAuthToken>> signedIn = new CompletableFuture<>();
        String oauth2 = issuer + "/oauth2";
        OAuth20Parameters parameters =
            new OAuth20Parameters(given[0], "", oauth2 + "/token", oauth2 + "/authorize", given[2], back);
        new OAuth20Authorization().authorize(parameters, signedIn::complete, OsmScopes.read_prefs, OsmScopes.write_api);
        IOAuthToken token = signedIn.get(60, TimeUnit.SECONDS).orElseThrow();
        HttpClient call = HttpClient.create(URI.create(given[2]).toURL());
        token.sign(call);
        HttpClient.Response answer = call.connect();
        System.out.println("ANSWER " + answer.getResponseCode() + " " + answer.fetchContent());
        System.exit(0);
    }
}
