namespace Musenor.Collections.Media.Photographs.Tray;
internal static class ListWaitingPage { public const string Path = "/gestion/photographies"; }
