/** The bundle runs in Node; the types stand beside the modules. */
declare module 'adaptivecards/dist/adaptivecards.js' {
  export * from 'adaptivecards';
}
